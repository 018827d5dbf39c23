#!/usr/bin/env bash
# Lints and compiles the templates, and predicts the resources of three installations. Run it after each change of infra/, in bash
# (Cloud Shell is one), with `bicep` on the PATH (`az bicep install` puts it into ~/.azure/bin).
#
#   infra/compile.sh
#
# It writes compiled/main.json and compiled/events.json, compiled/*.parameters.json, snapshots/*.snapshot.json, and compiled/sources.sha256
# with the hash of these and of all their source files. A test fails if one of them changed since. Needs jq, too.
set -euo pipefail
cd "$(dirname "$0")"

for tool in bicep jq; do
  command -v "$tool" >/dev/null || {
    echo "$tool is not on the PATH. For bicep: az bicep install, then add ~/.azure/bin to the PATH." >&2
    exit 1
  }
done

# Ids that do not exist, so that a snapshot is the same on every machine.
tenant=9b0de9a1-7f5e-4f0c-8a8f-7f0f4e0e3d11
subscription=2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12

# A newer API version is information only; otherwise a build would fail after a release of Azure, without a change.
for template in main events; do
  findings=$(bicep lint "$template.bicep" 2>&1 | grep -v 'Info use-recent-api-versions' || true)
  if [ -n "$findings" ]; then
    echo "$findings" >&2
    exit 1
  fi
done

mkdir -p compiled
for template in main events; do
  bicep build "$template.bicep" --outfile "compiled/$template.json" 2>/dev/null
done

# The value of each required variable is its own name. All others are unset, so that the result shows their defaults.
for template in main events; do
  mapfile -t required < <(sed -En "s/.*readEnvironmentVariable\('([A-Z_]+)'\).*/\1=\1/p" "$template.bicepparam")
  env -i PATH="$PATH" HOME="$HOME" "${required[@]}" bicep build-params "$template.bicepparam" --bicep-file "$template.bicep" \
    --outfile "compiled/$template.parameters.json" 2> >(grep -v 'Info use-recent-api-versions' >&2)
done

for installation in snapshots/*.bicepparam; do
  bicep snapshot "$installation" --mode overwrite --tenant-id "$tenant" --subscription-id "$subscription" --location westeurope \
    --deployment-name snapshot 2>/dev/null
  # The compiler orders the properties of some objects differently from run to run.
  snapshot=${installation%.bicepparam}.snapshot.json
  jq --sort-keys . "$snapshot" >"$snapshot.sorted"
  mv "$snapshot.sorted" "$snapshot"
done

# sha256sum --check, run in infra/, reads this file.
LC_ALL=C
export LC_ALL
sha256sum ./*.bicep ./*.bicepparam bicepconfig.json failed-pulls.kql modules/*.bicep operations.json roles.json snapshots/*.bicepparam \
  compiled/*.json snapshots/*.snapshot.json |
  sed 's# \./# #' >compiled/sources.sha256

bicep --version
