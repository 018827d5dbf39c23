#!/bin/sh
# Runs the preflight of the deployed app, which tests its rights, and prints the result. preflight.ps1 does the same.
#
#   infra/preflight.sh        needs the outputs of main.bicep as variables (azd: set -a; eval "$(azd env get-values)"; set +a)
#
# Exits with 0 if the app answered, 1 if it could not be called, 2 if a variable or a program is missing, otherwise with the exit code of
# curl (28: no answer in time).
set -eu
cd "$(dirname "$0")"
. ./common.sh

need AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP FUNCTION_APP_NAME FUNCTION_APP_HOST
need_tool az curl
need_sign_in

key=$(az functionapp function keys list --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" \
  --name "$FUNCTION_APP_NAME" --function-name Preflight --query default --output tsv </dev/null) ||
  fail "The key of the function Preflight cannot be read. Is the code deployed, and does the app start?"
key=$(printf '%s' "$key" | tr -d '\r')
[ -n "$key" ] || fail "The function Preflight has no key. Is the code deployed, and does the app start?"

# The app answers within 100 seconds. The key goes through standard input, so that it is neither in a URL nor in the arguments of a process.
printf 'header = "x-functions-key: %s"\n' "$key" |
  curl --silent --show-error --fail-with-body --max-time 150 --header 'Accept: text/plain' --config - \
    "https://$FUNCTION_APP_HOST/api/preflight"
