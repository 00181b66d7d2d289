#!/usr/bin/env bash
# Installs the release that this script stands in and starts it. Safe to run again, with the same release or another one.
# Run as root on a machine with systemd, a Java of at least 21, and /etc/messaging/messaging.env:
#
#   deploy/install.sh [SHA-256 of the archive]
#
# The first digits of the SHA-256 tell two builds of one version apart; without it, and without RELEASE_SHA256 in the
# environment, they are taken from what is in the release. A release that does not become ready is taken back.
set -euo pipefail

readonly config=/etc/messaging state=/var/lib/messaging logs=/var/log/messaging home=/opt/messaging
readonly unit=/etc/systemd/system/messaging.service releases_kept=3 ready_seconds=90
# What root writes stands in folders of root's: in one of the server's it could find a link of somebody who broke in.
readonly installed=$home/installed cache_of=$home/cache-of training_log=$home/training.log

main() {
  [ "$(id -u)" = 0 ] || fail "must be run as root"
  [ -r "$config/messaging.env" ] || fail "needs the server's settings in $config/messaging.env"
  source=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
  release=$home/releases/$(<"$source/VERSION")-$(digest "${1:-${RELEASE_SHA256:-}}")
  previous=$(readlink "$home/current" || true)
  readonly source release previous
  agent_settings
  make_user_and_folders
  copy_release
  java=$(JAVA_HOME=$(setting JAVA_HOME messaging.env) bash -c '. "$1" && find_java' - "$release/messaging")
  [ -n "$java" ] || fail "needs a Java of at least 21, and there is none in the usual places"
  make_cache
  # Before the start: if that fails, its log is what one wants to read.
  configure_log_rotation
  configure_agent
  if runs_already; then
    say "$release runs already"
  else
    start_release
  fi
  remove_old_releases
}

digest() {
  local all=$1
  [ -n "$all" ] || all=$(cd "$source" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
  [[ $all =~ ^[0-9a-f]{64} ]] || fail "the SHA-256 of an archive has 64 hex digits, and is not $all"
  printf '%s' "${all:0:12}"
}

make_user_and_folders() {
  id messaging >/dev/null 2>&1 ||
    useradd --system --user-group --no-create-home --home-dir "$state" --shell /usr/sbin/nologin messaging
  install -d -m 0755 "$home" "$home/releases"
  install -d -m 0750 -o messaging -g messaging "$state"
  install -d -m 0750 -o root -g messaging "$logs"
  # systemd would make it with other rights, and the agent that ships it must be able to read it.
  [ -e "$logs/messaging.log" ] || install -m 0640 -o root -g messaging /dev/null "$logs/messaging.log"
  if [ -d "$config/tls" ]; then
    chgrp -R messaging "$config/tls"
    chmod -R u=rwX,g=rX,o= "$config/tls"
  fi
}

# Beside the others, and under its name only when it is whole.
copy_release() {
  if [ ! -d "$release" ]; then
    rm -rf "$release.new"
    cp -R "$source" "$release.new"
    chown -R root:root "$release.new"
    chmod -R u=rwX,go=rX "$release.new"
    sync -f "$release.new"
    mv -T "$release.new" "$release"
  fi
  touch "$release" # the newest are kept
}

# --- Starting it ---

runs_already() {
  [ "$(cat "$installed" 2>/dev/null)" = "$(fingerprint)" ] && systemctl is-active --quiet messaging.service
}

# All that a running server depends on.
fingerprint() {
  made_for
  sha256sum <"$config/messaging.env"
  [ ! -d "$config/tls" ] || find "$config/tls" -type f -exec sha256sum {} + | LC_ALL=C sort
}

start_release() {
  rm -f "$installed"
  switch_to "$release"
  if becomes_ready; then
    fingerprint >"$installed"
    say "$release runs"
    return
  fi
  last_words
  if [ -n "$previous" ] && [ "$previous" != "$release" ] && [ -d "$previous" ]; then
    switch_to "$previous"
    becomes_ready || true
    fail "$release did not become ready in $ready_seconds s; $previous is back: $(systemctl is-active messaging.service || true)"
  fi
  fail "$release did not become ready in $ready_seconds s"
}

# In one step each: a restart in between finds the old one or the new one, and each is whole.
switch_to() {
  ln -sfn "$1" "$home/current.new"
  mv -T "$home/current.new" "$home/current"
  install -m 0644 "$1/deploy/messaging.service" "$unit.new"
  mv "$unit.new" "$unit"
  systemctl daemon-reload
  systemctl enable --quiet messaging.service
  systemctl restart messaging.service
}

becomes_ready() {
  local url end=$((SECONDS + ready_seconds))
  url=$(health_url)
  while [ "$SECONDS" -lt "$end" ]; do
    # It is asked at this machine's own address, for which a certificate does not speak.
    if curl --fail --silent --insecure --max-time 5 --output /dev/null "$url"; then
      return 0
    fi
    sleep 0.5
  done
  return 1
}

health_url() {
  local scheme=http host port
  [ -z "$(setting MESSAGING_TLS_CERT messaging.env)" ] || scheme=https
  port=$(setting MESSAGING_PORT messaging.env)
  host=$(setting MESSAGING_HOST messaging.env)
  case $host in
    '' | 0.0.0.0) host=127.0.0.1 ;;
    ::) host='[::1]' ;;
    *:*) host="[$host]" ;;
  esac
  printf '%s://%s:%s/health/ready' "$scheme" "$host" "${port:-8080}"
}

# Of a file in which the last line counts, as it does for systemd.
setting() {
  [ ! -r "$config/$2" ] || sed -n "s/^$1=[\"']\{0,1\}\([^\"']*\).*/\1/p" "$config/$2" | tail -n 1
}

last_words() {
  journalctl --unit messaging.service --no-pager --lines 30 >&2 || true
  tail -n 30 "$logs/messaging.log" >&2 || true
}

# --- The cache that lets Java start sooner ---

# All of this has its bounds: a group of machines gives a new one some minutes until it must be healthy.
# Java fills it in a short run of this server that keeps no data; it serves this Java and this release alone. Without it
# the server starts all the same, only later.
make_cache() {
  if [ -e "$state/messaging.aot" ] && [ "$(cat "$cache_of" 2>/dev/null)" = "$(made_for)" ]; then
    return
  fi
  rm -f "$state/messaging.aot" "$cache_of"
  if train >"$training_log" 2>&1 && [ -s "$state/training.aot" ]; then
    mv -T "$state/training.aot" "$state/messaging.aot"
    made_for >"$cache_of"
  else
    rm -f "$state/training.aot"
    say "goes on without a cache that would let Java start sooner; why is in $training_log"
  fi
}

made_for() {
  printf '%s\n' "$release"
  "$java" -version 2>&1
}

train() {
  local server said status=0
  said=$(mktemp)
  as_messaging 90 "-XX:AOTCacheOutput=$state/training.aot -XX:MaxRAMPercentage=60" \
    serve --store memory --host 127.0.0.1 --port 0 --log-format json >"$said" &
  server=$!
  talk_to "$server" "$said" || status=$?
  kill -TERM "$server" || status=$?
  wait "$server" || status=$?
  rm -f "$said"
  echo "ended with $status"
  return "$status"
}

talk_to() {
  local url='' end=$((SECONDS + 45))
  while [ -z "$url" ] && [ "$SECONDS" -lt "$end" ] && kill -0 "$1"; do
    sleep 0.2
    url=$(sed -n 's/^Listening on \(http[^,]*\),.*/\1/p' "$2")
  done
  [ -n "$url" ] && (as_messaging 60 '' smoke --timeout 20 "$url")
}

# For so many seconds at most, with these words for Java, and with nothing of this shell's environment. Becomes the command.
# In the foreground, for else "timeout" would pass a signal on twice, and the server takes the second one for impatience.
as_messaging() {
  local seconds=$1 options=$2
  shift 2
  cd "$state" || return
  exec env -i "MESSAGING_JAVA_OPTIONS=$options" "JAVA_HOME=$(dirname "$(dirname "$java")")" \
    timeout --foreground --kill-after=30 "$seconds" setpriv --reuid=messaging --regid=messaging --clear-groups --no-new-privs \
    "$release/messaging" "$@"
}

# --- What stands around it ---

configure_log_rotation() {
  [ -x /usr/sbin/logrotate ] || {
    say "the log is not rotated: there is no /usr/sbin/logrotate"
    return 0
  }
  install -d /var/lib/logrotate
  lay "$release/deploy/logrotate.conf" /etc/logrotate.d/messaging
  lay "$release/deploy/messaging-logs.service" "$(dirname "$unit")/messaging-logs.service"
  lay "$release/deploy/messaging-logs.timer" "$(dirname "$unit")/messaging-logs.timer"
  systemctl daemon-reload
  systemctl enable --quiet --now messaging-logs.timer
}

# Nothing is touched that is as it should be.
lay() {
  cmp --silent "$1" "$2" || install -m 0644 "$1" "$2"
}

agent_settings() {
  log_group=$(setting LOG_GROUP deploy.env)
  metrics_namespace=$(setting METRICS_NAMESPACE deploy.env)
  readonly log_group metrics_namespace
  [[ $log_group =~ ^[-._/#A-Za-z0-9]{0,512}$ ]] || fail "LOG_GROUP in $config/deploy.env is no log group's name: $log_group"
  [[ $metrics_namespace =~ ^[-._/#:A-Za-z0-9]{0,255}$ ]] ||
    fail "METRICS_NAMESPACE in $config/deploy.env is no namespace: $metrics_namespace"
}

# CloudWatch's agent, if the log is to be shipped.
configure_agent() {
  local agent=/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl settings=$config/cloudwatch-agent.json
  [ -n "$log_group" ] || return 0
  if [ ! -x "$agent" ]; then
    say "the log is not shipped to $log_group: there is no $agent"
    return
  fi
  ! id cwagent >/dev/null 2>&1 || usermod --append --groups messaging cwagent # the log is for its group to read
  render_agent_settings "$release/deploy/cloudwatch-agent.json" >"$settings.new"
  if ! cmp --silent "$settings.new" "$settings"; then
    "$agent" -a fetch-config -m ec2 -s -c "file:$settings.new"
    mv "$settings.new" "$settings"
  fi
  rm -f "$settings.new"
}

# Without a namespace there are no metrics of the machine, which cost something.
render_agent_settings() {
  local without_metrics=()
  [ -n "$metrics_namespace" ] || without_metrics=(-e '/^  "metrics"/,/^  },$/d')
  sed "${without_metrics[@]}" -e "s|@LOG_GROUP@|$log_group|" -e "s|@METRICS_NAMESPACE@|$metrics_namespace|" "$1"
}

remove_old_releases() {
  local old
  find "$home/releases" -mindepth 1 -maxdepth 1 -name '*.new' -exec rm -rf {} +
  find "$home/releases" -mindepth 1 -maxdepth 1 -printf '%T@ %p\n' | sort -rn | tail -n "+$((releases_kept + 1))" |
    while read -r _ old; do
      [ "$old" = "$(readlink "$home/current")" ] || rm -rf "$old"
    done
}

say() {
  printf 'install: %s\n' "$*" >&2
}

fail() {
  say "$*"
  exit 1
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  main "$@"
fi
