#!/bin/sh
# Deploys events.bicep: from then on events and alerts call the app. Run it again after a change of what is watched.
set -eu
cd "$(dirname "$0")"

for name in AZURE_SUBSCRIPTION_ID AZURE_LOCATION AZURE_ENV_NAME AZURE_RESOURCE_GROUP FUNCTION_APP_NAME \
  STORAGE_ACCOUNT_NAME EVENTS_IDENTITY_NAME; do
  if [ -z "$(printenv "$name")" ]; then
    echo "$name is not set. azd sets it; infra/README.md says how to by hand." >&2
    exit 2
  fi
done

# Azure learns of new functions a while after the code is there.
for function in AzureEvent PullAlert; do
  tries=30
  until az functionapp function show --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" \
    --name "$FUNCTION_APP_NAME" --function-name "$function" --output none 2>/dev/null; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
      echo "The function $function is not in $FUNCTION_APP_NAME after five minutes. Is the code deployed, and are you" \
        "signed in (az login)?" >&2
      exit 1
    fi
    echo "Waiting for the function $function ..."
    sleep 10
  done
done

az deployment sub create \
  --subscription "$AZURE_SUBSCRIPTION_ID" \
  --location "$AZURE_LOCATION" \
  --name "$AZURE_ENV_NAME-events" \
  --parameters events.bicepparam \
  --query "{state: properties.provisioningState, outputs: properties.outputs}"
