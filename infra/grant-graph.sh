#!/bin/sh
# Grants the app's identity the application permission Application.Read.All of Microsoft Graph.
#
# Why: clusters with a service principal, and many pull secrets, pull with a password of an application. Only the directory has the end of
# that password. With this permission the app reports credentials that have expired or expire soon, and recognizes deleted principals;
# without it those checks are "undetermined", and everything else works.
#
# Reach: it permits to read every application and service principal of the tenant, with the names and expiry dates of their credentials.
# Directory APIs never return the passwords themselves. It permits no change.
#
# Narrower: there is no application permission for some applications only. (Application.ReadWrite.OwnedBy is limited to owned
# ones, but can change them.) A custom directory role with microsoft.directory/applications/standard/read, assigned to the
# identity for each application that clusters pull with, is narrower; assign that instead of running this.
#
# Required role: Privileged Role Administrator or Global Administrator. Running it again changes nothing.
#
#   infra/grant-graph.sh <object id of the app's identity>      by default $APP_PRINCIPAL_ID, an output of main.bicep
#   infra/grant-graph.sh --revoke <object id>                   revokes it
#
# Runs in bash or any other POSIX shell. On Windows, run it in Azure Cloud Shell (bash).
set -eu

permission=Application.Read.All
microsoft_graph=00000003-0000-0000-c000-000000000000 # its application id, the same in every tenant

fail() {
  printf '%s\n' "$1" >&2
  exit "${2:-1}"
}

# az on Windows ends lines with a carriage return.
line() { printf '%s' "$1" | tr -d '\r'; }

revoke=
if [ "${1:-}" = --revoke ]; then
  revoke=yes
  shift
fi
principal=${1:-${APP_PRINCIPAL_ID:-}}
[ -n "$principal" ] || fail "The identity is missing. Give its object id: the output APP_PRINCIPAL_ID of main.bicep." 2

graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv) || fail "Not signed in: az login"
graph=$(line "$graph")
graph=${graph%/}/v1.0

resource=$(az ad sp show --id "$microsoft_graph" --query id --output tsv) ||
  fail "Microsoft Graph cannot be found in the directory. Are you signed in to the right tenant (az login --tenant)?"
resource=$(line "$resource")
role=$(az ad sp show --id "$microsoft_graph" --query "appRoles[?value=='$permission'].id | [0]" --output tsv)
role=$(line "$role")
assignments=$graph/servicePrincipals/$principal/appRoleAssignments
granted=$(az rest --method get --url "$assignments" --query "value[?appRoleId=='$role'].id | [0]" --output tsv) ||
  fail "The identity $principal cannot be read. Is that its object id, and not its client id?"
granted=$(line "$granted")

if [ -n "$revoke" ]; then
  [ -n "$granted" ] || { echo "$principal does not have $permission: nothing to do."; exit 0; }
  az rest --method delete --url "$assignments/$granted" ||
    fail "Not revoked. You need the role Privileged Role Administrator or Global Administrator."
  echo "Removed $permission from $principal."
  exit 0
fi

if [ -n "$granted" ]; then
  echo "$principal has $permission already: nothing to do."
  exit 0
fi
az rest --method post --url "$assignments" --output none \
  --body "{\"principalId\": \"$principal\", \"resourceId\": \"$resource\", \"appRoleId\": \"$role\"}" ||
  fail "Not granted. You need the role Privileged Role Administrator or Global Administrator."
echo "Granted $permission to $principal. Now switch it on: the parameter \"directory\" of main.bicep."
echo "The app's existing tokens do not contain it: it takes effect within a day, or after a restart of the app."
