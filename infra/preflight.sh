#!/bin/sh
# Asks the deployed app what it can read and what it cannot, and prints the answer.
#
#   infra/preflight.sh        needs AZURE_RESOURCE_GROUP and FUNCTION_APP_NAME, outputs of main.bicep (azd: eval "$(azd env get-values)")
set -eu

group=${AZURE_RESOURCE_GROUP:?the resource group of the app, an output of main.bicep}
app=${FUNCTION_APP_NAME:?the name of the function app, an output of main.bicep}

host=$(az functionapp show --resource-group "$group" --name "$app" --query defaultHostName --output tsv)
key=$(az functionapp function keys list --resource-group "$group" --name "$app" --function-name Health \
  --query default --output tsv)

# By standard input, so that the key is neither in an address nor among the arguments of a process.
printf 'header = "x-functions-key: %s"\n' "$key" |
  curl --silent --show-error --fail-with-body --max-time 120 --header 'Accept: text/plain' --config - \
    "https://$host/api/health"
