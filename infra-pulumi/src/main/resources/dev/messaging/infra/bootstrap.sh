#!/bin/bash
# Installs the release that /etc/messaging/release.env names, on the machine that it runs on. Safe to run again: what is there
# stays, and the newest certificate is fetched. cloud-init runs it at the first start; it ends with an error if the server
# does not run at the end.
set -euo pipefail

settings=/etc/messaging
jdk=/usr/lib/jvm/java-25-amazon-corretto
agent=/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl

main() {
  # shellcheck source=/dev/null
  . "$settings/release.env"
  # shellcheck source=/dev/null
  . "$settings/deploy.env"
  export AWS_REGION AWS_DEFAULT_REGION=$AWS_REGION
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  allow_low_ports
  install_packages
  fetch_certificate
  fetch_release
  install_release
}

# Without a balancer the server itself listens where callers knock, and it is not root.
allow_low_ports() {
  if [ "${PORT:-8080}" -lt 1024 ]; then
    printf 'net.ipv4.ip_unprivileged_port_start = %s\n' "$PORT" >/etc/sysctl.d/90-messaging.conf
    sysctl --quiet --load /etc/sysctl.d/90-messaging.conf
  fi
}

install_packages() {
  local missing=()
  [ -x "$jdk/bin/java" ] || missing+=("$JAVA_PACKAGE")
  [ -z "${LOG_GROUP:-}" ] || [ -x "$agent" ] || missing+=(amazon-cloudwatch-agent)
  command -v unzip >/dev/null || missing+=(unzip)
  [ ${#missing[@]} -eq 0 ] || patiently dnf install --assumeyes --quiet "${missing[@]}"
}

# Where the server speaks HTTPS itself. The user is made as the installer would, for the key is for it alone.
fetch_certificate() {
  [ -n "${TLS_CERT_PARAMETER:-}" ] || return 0
  id messaging >/dev/null 2>&1 ||
    useradd --system --user-group --no-create-home --home-dir /var/lib/messaging --shell /usr/sbin/nologin messaging
  install -d -o root -g messaging -m 0750 "$settings/tls"
  fetch_secret "$TLS_CERT_PARAMETER" "$settings/tls/cert.pem"
  fetch_secret "$TLS_KEY_PARAMETER" "$settings/tls/key.pem"
}

fetch_secret() {
  (umask 077 && patiently aws ssm get-parameter --with-decryption --name "$1" \
    --query Parameter.Value --output text >"$work/secret")
  install -o root -g messaging -m 0640 "$work/secret" "$2"
  rm -f "$work/secret"
}

fetch_release() {
  patiently aws s3 cp --only-show-errors "s3://$RELEASE_BUCKET/$RELEASE_KEY" "$work/release.zip"
  printf '%s  %s\n' "$RELEASE_SHA256" "$work/release.zip" | sha256sum --check --quiet || {
    echo "What is called $RELEASE_KEY is not that release: nothing is installed" >&2
    return 1
  }
}

install_release() {
  mkdir "$work/release"
  unzip -q "$work/release.zip" -d "$work/release"
  (cd "$work/release" && ./deploy/install.sh "$RELEASE_SHA256")
}

# The network, or another installation, may be in the way for a while.
patiently() {
  local attempt
  for attempt in 1 2 3 4 5; do
    "$@" && return 0
    echo "Attempt $attempt failed: $1 ${2:-}" >&2
    sleep $((attempt * 3))
  done
  echo "Given up: $*" >&2
  return 1
}

main
