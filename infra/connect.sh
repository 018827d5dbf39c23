#!/bin/sh
# Deploys events.bicep, after which events and alerts call the app. Run it again after a change of the watched resources.
# connect.ps1 does the same.
set -eu
cd "$(dirname "$0")"
. ./common.sh

need AZURE_SUBSCRIPTION_ID AZURE_LOCATION AZURE_ENV_NAME AZURE_RESOURCE_GROUP FUNCTION_APP_NAME \
  STORAGE_ACCOUNT_NAME EVENTS_IDENTITY_NAME
need_tool az
need_sign_in

# wait_for WHAT COMMAND...: five minutes at most. An error that waiting cannot solve ends it immediately.
wait_for() {
  what=$1 tries=30
  shift
  until message=$("$@" --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" \
    --name "$FUNCTION_APP_NAME" --output none 2>&1 </dev/null); do
    case $message in
      *'az login'* | *AADSTS* | *AuthorizationFailed*) fail "$message" ;;
    esac
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "$message
$FUNCTION_APP_NAME does not have $what after five minutes. Is the code deployed, and does the app start?
In the portal, the app's Log stream shows its log."
    echo "Waiting for $what ..."
    sleep "${PULLRESPONDER_WAIT_SECONDS:-10}"
  done
}

# Azure lists a new function some time after the deployment of its code; Event Grid needs that. Only the running app has keys; the action
# group needs the key of PullAlert.
wait_for 'the function AzureEvent' az functionapp function show --function-name AzureEvent
wait_for 'the key of PullAlert' az functionapp function keys list --function-name PullAlert

az deployment sub create \
  --subscription "$AZURE_SUBSCRIPTION_ID" \
  --location "$AZURE_LOCATION" \
  --name "$AZURE_ENV_NAME-connect" \
  --parameters events.bicepparam \
  --query "{state: properties.provisioningState, outputs: properties.outputs}"
