#!/bin/sh
# Removes an installation in the order that Azure requires: the app's subnet integration; event subscriptions, topics,
# alert rules and diagnostic settings; role assignments, while the identity still exists; roles; groups; the name of the
# vault. remove.ps1 does the same.
#
#   infra/remove.sh               lists the items to remove, and asks for confirmation
#   infra/remove.sh --dry-run     only lists them
#   infra/remove.sh --yes         does not ask
#
# Needs AZURE_SUBSCRIPTION_ID and FUNCTION_APP_NAME. If the other outputs of main.bicep no longer exist, as after "azd down", it finds the
# remaining resources by the name of the app. It can be repeated.
# Exits with 0 if it removed everything that it found, 1 if the app's group remains, something could not be read or the answer was no, 2 for
# a wrong call, otherwise with the exit code of the az command that failed.
set -eu
cd "$(dirname "$0")"
. ./inventory.sh

read_mode "$@"

[ -n "${FUNCTION_APP_NAME:-}" ] || cat >&2 <<'END'
FUNCTION_APP_NAME is the tag pull-responder of what is left, and part of the names of the roles:
  az group list --tag pull-responder --query "[].tags"
  az resource list --tag pull-responder --query "[].tags"
  az role definition list --custom-role-only --query "[].roleName"
END
need AZURE_SUBSCRIPTION_ID FUNCTION_APP_NAME
need_tool az jq
# The name that the templates use.
VAULT_NAME=${VAULT_NAME:-pullresponder-${FUNCTION_APP_NAME#pull-responder-}}
export VAULT_NAME
remaining=
need_sign_in
scratch

# add_step KIND ID DESCRIPTION: adds a step at the end of the plan.
add_step() {
  printf '%s\t%s\t%s\t%s\t%s\t-\n' "$1" "$2" "$3" "$AZURE_SUBSCRIPTION_ID" "${AZURE_RESOURCE_GROUP:--}" >>"$scratch/plan"
}

not_checked() {
  printf '%s: %s\n' "$1" "$(reason)" >>"$scratch/unread"
}

# The group, if its name is missing: the group of the app's subscription with the tag of the app.
find_group() {
  AZURE_RESOURCE_GROUP=$(jq -r -s '[.[] | select(.kind == "groups" and (.subscription | ascii_downcase) == (env.AZURE_SUBSCRIPTION_ID | ascii_downcase))
    | .value.name] | first // ""' "$scratch/inventory" | tr -d '\r')
  export AZURE_RESOURCE_GROUP
}

# keep_group REASON [FILE]: the group remains; the file lists the resources of others in it.
keep_group() {
  remaining=yes
  printf '%s\n' "The group $AZURE_RESOURCE_GROUP remains, because $1" >>"$scratch/notes"
  [ -z "${2:-}" ] || cat "$2" >>"$scratch/notes"
}

say_delete() {
  printf '%s\n' "$1" "  az group delete --subscription $AZURE_SUBSCRIPTION_ID --name $(quoted "$AZURE_RESOURCE_GROUP")" >>"$scratch/notes"
}

# shellcheck disable=SC2016 # These are variables of jq.
# The app's own group with all its resources, if it contains no others. The tag shows that the app was deployed there, but others may be
# there, too. Application Insights creates a rule and an action group without that tag.
plan_group() {
  [ -n "$AZURE_RESOURCE_GROUP" ] || return 0
  group_id=/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP
  if ! read_azure "$scratch/exists" az group exists --subscription "$AZURE_SUBSCRIPTION_ID" --name "$AZURE_RESOURCE_GROUP"; then
    not_checked "group $AZURE_RESOURCE_GROUP"
    return
  fi
  grep -qi true "$scratch/exists" || return 0
  if ! jq -e -s --arg id "$group_id" \
    'any(.[]; .kind == "groups" and (.value.id | ascii_downcase) == ($id | ascii_downcase))' "$scratch/inventory" >/dev/null; then
    keep_group "it has no tag pull-responder=$FUNCTION_APP_NAME."
    say_delete "If it contains only the app:"
    return
  fi
  if ! read_list "$scratch/subnet" "$group_id/providers/Microsoft.Web/sites?api-version=2024-04-01" \
    'select((.name | ascii_downcase) == (env.FUNCTION_APP_NAME | ascii_downcase)) | .properties.virtualNetworkSubnetId // empty'; then
    not_checked "the app's subnet"
  elif [ -s "$scratch/subnet" ]; then
    # The first step, because a subnet may remain locked if its app is deleted before.
    mv "$scratch/plan" "$scratch/rest"
    add_step 'subnet integration' "$group_id" "$FUNCTION_APP_NAME in $(cat "$scratch/subnet")"
    cat "$scratch/rest" >>"$scratch/plan"
  fi
  if ! read_azure "$scratch/held" az resource list --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" ||
    ! jq -r '.[] | select(((.tags // {})["pull-responder"] // "") != env.FUNCTION_APP_NAME)
      | select((.type // "" | ascii_downcase) as $type | ($type == "microsoft.alertsmanagement/smartdetectoralertrules"
          or ($type == "microsoft.insights/actiongroups" and .name == "Application Insights Smart Detection")) | not)
      | "  " + .id' "$scratch/held" >"$scratch/others" 2>>"$scratch/error"; then
    not_checked "the resources in the group $AZURE_RESOURCE_GROUP, so it remains"
    return
  fi
  conclude 'shared_topics($want) | select(in_app_group($want)) | "  " + .id' >"$scratch/shared"
  [ ! -s "$scratch/others" ] || keep_group "it contains resources without the tag of the app:" "$scratch/others"
  [ ! -s "$scratch/shared" ] || keep_group "others have event subscriptions at a topic in it:" "$scratch/shared"
  [ "$(conclude 'topics_unknown($want)')" = false ] || keep_group "the users of a topic in it could not be read."
  if [ -n "$remaining" ]; then
    say_delete "The resources of the app in it remain, too. To delete the whole group:"
  else
    add_step 'app group' "$group_id" "$AZURE_RESOURCE_GROUP with all its resources"
  fi
}

# conclude EXPRESSION: evaluates an expression of inventory.jq on the inventory, with no wanted resources.
conclude() {
  jq -r -s -L . "include \"inventory\"; nothing as \$want | $1" "$scratch/inventory" | tr -d '\r'
}

# The vault's name remains reserved after the deletion until the vault is purged. $scratch/vault has its region, the end of the reservation,
# and its group, which is not in the outputs after "azd down".
read_deleted_vault() {
  read_azure "$scratch/vaults" az keyvault list-deleted --subscription "$AZURE_SUBSCRIPTION_ID" --resource-type vault || return
  jq -r '.[] | select((.name | ascii_downcase) == (env.VAULT_NAME | ascii_downcase)) | .properties
    | [if .purgeProtectionEnabled then "protected" else "free" end, .location, .scheduledPurgeDate // "-",
      (.vaultId // "" | split("/")[4]) // env.AZURE_RESOURCE_GROUP] | join("\t")' "$scratch/vaults" >"$scratch/lines" &&
    tr -d '\r' <"$scratch/lines" >"$scratch/vault"
}

say_protected() {
  printf '%s\n' "The name of the vault $VAULT_NAME remains reserved until $1, because it has purge protection. To use it again earlier:" \
    "  az group create --subscription $AZURE_SUBSCRIPTION_ID --name $(quoted "$3") --location $2" \
    "  az keyvault recover --subscription $AZURE_SUBSCRIPTION_ID --name $(quoted "$VAULT_NAME")"
}

plan_vault() {
  if ! read_deleted_vault; then
    not_checked "deleted vaults"
  elif IFS='	' read -r state region until vault_group <"$scratch/vault"; then
    if [ "$state" = protected ]; then
      say_protected "$until" "$region" "$vault_group" >>"$scratch/notes"
      return
    fi
    add_step 'vault name' "$VAULT_NAME" "$VAULT_NAME, purged permanently"
  elif grep -q '^app group' "$scratch/plan"; then
    add_step 'vault name' "$VAULT_NAME" "$VAULT_NAME, purged permanently unless it has purge protection"
  fi
}

purge_vault() {
  read_deleted_vault || fail "Deleted vaults cannot be read: $(reason)"
  IFS='	' read -r state region until vault_group <"$scratch/vault" || return 0
  if [ "$state" = protected ]; then
    say_protected "$until" "$region" "$vault_group"
  else
    az keyvault purge --subscription "$AZURE_SUBSCRIPTION_ID" --name "$VAULT_NAME" --location "$region" --output none
  fi
}

remove_more() {
  case $1 in
    'subnet integration')
      az functionapp vnet-integration remove --subscription "$3" --resource-group "$4" --name "$FUNCTION_APP_NAME" --output none
      ;;
    'app group') az group delete --subscription "$3" --name "$4" --yes --output none ;;
    'vault name') purge_vault ;;
  esac
}

take_inventory
[ -n "${AZURE_RESOURCE_GROUP:-}" ] || find_group
make_plan "$(jq -n -L . 'include "inventory"; nothing')"
plan_group
plan_vault
cat >>"$scratch/notes" <<END
This script does not find:
  rights inside clusters: kubectl delete clusterrole,clusterrolebinding pull-responder pull-responder-secrets
  the permission to read the directory. It goes with the identity; before that: infra/grant-graph.sh --revoke $(quoted "${APP_PRINCIPAL_ID:-<object id of the identity>}")
  the workflow in Teams
END
show_plan
code=0
[ ! -s "$scratch/unread" ] && [ -z "$remaining" ] || code=1
[ -s "$scratch/plan" ] || exit "$code"
[ "$mode" != --dry-run ] || exit "$code"
confirm "$mode"
carry_out_plan
exit "$code"
