#!/bin/sh
# Removes unneeded rights and resources: rights of capabilities that were switched off, and rights, event subscriptions, topics,
# alert rules and diagnostic settings of resources that are no longer watched. A deployment only adds; it removes nothing.
#
# Runs in bash or any other POSIX shell, with jq. On Windows, run it in Azure Cloud Shell (bash).
#
#   infra/reconcile.sh               lists the items to remove, and asks for confirmation
#   infra/reconcile.sh --dry-run     only lists them
#   infra/reconcile.sh --yes         does not ask
#
# Needs the outputs of main.bicep and the variables of the .bicepparam files: items that they no longer name are removed.
# Exits with 0 if it removed everything that it found, 1 if something could not be read or the answer was no, 2 for a wrong call,
# otherwise with the exit code of the az command that failed.
set -eu
cd "$(dirname "$0")"
. ./inventory.sh

read_mode "$@"

need AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP FUNCTION_APP_NAME APP_PRINCIPAL_ID
need_tool az jq
forgotten=
for name in WATCHED_SUBSCRIPTIONS WATCHED_REGISTRIES WATCHED_CLUSTERS WATCHED_WORKSPACES EXISTING_TOPICS \
  REGISTRY_LOGS_WORKSPACE_ID PULLRESPONDER_PULL_SECRETS PULLRESPONDER_ADMIN_PASSWORDS PULLRESPONDER_CATALOG PULLRESPONDER_DIRECTORY; do
  printenv "$name" >/dev/null || forgotten="$forgotten $name"
done
if [ -n "$forgotten" ]; then
  # A variable that is only missing in this shell must not count as empty.
  [ "$mode" != --yes ] || fail "Not set:$forgotten. With --yes, set each of them, if only to nothing: [] or false or an empty text." 2
  for name in $forgotten; do
    case $name in
      WATCHED_SUBSCRIPTIONS) echo "Not set, the app's own subscription is used: $name" ;;
      PULLRESPONDER_*) echo "Not set, counts as off: $name" ;;
      *) echo "Not set, counts as empty: $name" ;;
    esac
  done
fi

# shellcheck disable=SC2016 # These are variables of jq.
wanted=$(jq -n -L . --slurpfile roles roles.json --slurpfile operations operations.json \
  'include "inventory"; wanted($roles[0]; $operations[0])') || fail "A variable cannot be read." 2

need_sign_in
scratch
take_inventory
make_plan "$wanted"

# Application.Read.All of Microsoft Graph, which grant-graph.sh grants.
case ${PULLRESPONDER_DIRECTORY:-} in
  [tT][rR][uU][eE]) ;;
  *)
    if graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv </dev/null | tr -d '\r') && [ -n "$graph" ] &&
      read_list "$scratch/graph" "${graph%/}/v1.0/servicePrincipals/$APP_PRINCIPAL_ID/appRoleAssignments" .appRoleId; then
      if grep -q 9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30 "$scratch/graph"; then
        printf '%s\n' "The directory is not used (PULLRESPONDER_DIRECTORY), but the app can still read it. Revoke the permission:" \
          "  infra/grant-graph.sh --revoke $(quoted "$APP_PRINCIPAL_ID")" >>"$scratch/notes"
      fi
    else
      printf '%s\n' "permissions of Microsoft Graph, so it is unknown if infra/grant-graph.sh --revoke is needed: $(reason)" >>"$scratch/unread"
    fi
    ;;
esac

show_plan
code=0
[ ! -s "$scratch/unread" ] || code=1
[ -s "$scratch/plan" ] || exit "$code"
[ "$mode" != --dry-run ] || exit "$code"
confirm "$mode"
carry_out_plan
exit "$code"
