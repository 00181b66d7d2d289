#!/usr/bin/env bash
# What AWS Lambda starts, by the Web Adapter's layer: it passes requests on to AWS_LWA_PORT on this machine.
set -euo pipefail

export MESSAGING_HOST=127.0.0.1
export MESSAGING_PORT=${AWS_LWA_PORT:-8080}
export MESSAGING_LOG_FORMAT=${MESSAGING_LOG_FORMAT:-json}
# Nothing runs between calls: a schedule asks for what is left undone. The gateway waits for 30 s and takes 6 MB.
export MESSAGING_RECOVERY_BY_CALL=true
export MESSAGING_WAIT_MAX=${MESSAGING_WAIT_MAX:-20}
export MESSAGING_CHECK_MAX=${MESSAGING_CHECK_MAX:-100}
# A function lives for minutes and has a fraction of a processor: to start soon is worth more than to be fast later.
export MESSAGING_JAVA_OPTIONS=${MESSAGING_JAVA_OPTIONS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:MaxRAMPercentage=60}
exec "$(dirname "${BASH_SOURCE[0]}")/messaging" serve
