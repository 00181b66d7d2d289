#!/bin/bash
# What an instance runs at its first start, where no other user data is given to the boot test.
set -euo pipefail

# shellcheck source=/dev/null
. /etc/messaging/release.env
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
aws --region "$AWS_REGION" s3 cp "s3://$RELEASE_BUCKET/$RELEASE_KEY" "$work/release.zip"
printf '%s  %s\n' "$RELEASE_SHA256" "$work/release.zip" | sha256sum --check --quiet
unzip -q "$work/release.zip" -d "$work/release"
"$work/release/deploy/install.sh" "$RELEASE_SHA256"
