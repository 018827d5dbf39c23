# shellcheck shell=sh
# Finds the resources of one installation in every subscription that the caller can list; reconcile.sh and remove.sh source it.
# Needs FUNCTION_APP_NAME. With APP_PRINCIPAL_ID it also finds assignments of other roles to the app.
. ./common.sh

# read_mode OPTION...: sets $mode to the last of --yes and --dry-run, or to nothing.
# shellcheck disable=SC2034 # The scripts that source this read it.
read_mode() {
  mode=
  for option in "$@"; do
    case $option in
      --yes | --dry-run) mode=$option ;;
      *) fail "Unknown option: $option. Known: --yes, --dry-run" 2 ;;
    esac
  done
}

# read_part KIND ADDRESS [OWNER]: adds a list of the subscription $id to the inventory; $scratch/part has its ids. An unreadable list
# is noted, except for a resource provider that is not registered, because then there is no such resource.
read_part() {
  export id kind="$1" owner="${3:-}"
  if read_list "$scratch/part" "$2" '"\(.id)\t" + ({kind: env.kind, subscription: env.id, owner: env.owner, value: .} | tojson)'; then
    cut -f2- "$scratch/part" >>"$scratch/inventory"
  else
    : >"$scratch/part"
    grep -Eqi 'MissingSubscriptionRegistration|SubscriptionNotRegistered|not registered to use namespace' "$scratch/error" || {
      printf '%s of %s: %s\n' "$1" "${3:-subscription $id}" "$(reason)" >>"$scratch/unread"
      jq -n -c '{kind: ("unread " + env.kind), subscription: env.id, owner: env.owner}' >>"$scratch/inventory"
    }
  fi
}

# with_details KIND ADDRESS_END API: adds the child list of each element of the previous part.
with_details() {
  cut -f1 "$scratch/part" >"$scratch/owners"
  while IFS= read -r element; do
    read_part "$1" "$element/$2?api-version=$3" "$element"
  done <"$scratch/owners"
}

# Writes $scratch/inventory: a line of JSON for each element; and $scratch/unread: a line for each list that cannot be read.
take_inventory() {
  : >"$scratch/unread"
  : >"$scratch/inventory"
  read_list "$scratch/subscriptions" '/subscriptions?api-version=2022-12-01' \
    'select(.state != "Disabled" and .state != "Deleted") | .subscriptionId' ||
    fail "Your subscriptions cannot be listed: $(reason)"
  while IFS= read -r id; do
    scope=/subscriptions/$id/providers
    read_part 'role definitions' \
      "$scope/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01&\$filter=type eq 'CustomRole'"
    # All of them: after the app was created again, assignments of its former identity keep its roles from being deleted.
    read_part 'role assignments' "$scope/Microsoft.Authorization/roleAssignments?api-version=2022-04-01"
    read_part groups \
      "/subscriptions/$id/resourcegroups?api-version=2021-04-01&\$filter=tagName eq 'pull-responder' and tagValue eq '$FUNCTION_APP_NAME'"
    read_part 'alert rules' "$scope/Microsoft.Insights/scheduledQueryRules?api-version=2023-12-01"
    read_part topics "$scope/Microsoft.EventGrid/systemTopics?api-version=2025-02-15"
    # Of all topics, because one that was there before the app has no tag.
    with_details 'event subscriptions' eventSubscriptions 2025-02-15
    read_part registries "$scope/Microsoft.ContainerRegistry/registries?api-version=2023-07-01"
    with_details 'diagnostic settings' providers/Microsoft.Insights/diagnosticSettings 2021-05-01-preview
  done <"$scratch/subscriptions"
}

# make_plan WANTED: writes $scratch/plan, a line for each resource to remove in a possible order, with tabs between kind, id,
# description, subscription, group, name and topic; and $scratch/notes: the resources that remain, with the reasons.
make_plan() {
  # shellcheck disable=SC2016 # This is a variable of jq.
  jq -s -r -L . --argjson want "$1" 'include "inventory"; findings($want)' "$scratch/inventory" >"$scratch/lines" 2>"$scratch/error" ||
    fail "Azure's answer cannot be parsed: $(reason)"
  tr -d '\r' <"$scratch/lines" >"$scratch/findings"
  sed -n 's/^plan	//p' "$scratch/findings" >"$scratch/plan"
  sed -n 's/^note	//p' "$scratch/findings" >"$scratch/notes"
}

# Prints the resources to remove, those that remain, and those that could not be checked.
show_plan() {
  if [ -s "$scratch/plan" ]; then
    echo "To remove:"
    while IFS='	' read -r kind id what rest; do
      printf '  %-18s  %s\n' "$kind" "$what"
    done <"$scratch/plan"
  else
    echo "Nothing to remove."
  fi
  cat "$scratch/notes"
  if [ -s "$scratch/unread" ]; then
    echo "Not checked, because they cannot be read:"
    sed 's/^/  /' "$scratch/unread"
  fi
}

# confirm OPTION: asks for confirmation, except with --yes.
confirm() {
  [ "$1" != --yes ] || return 0
  printf 'Remove these? [y/N] '
  read -r answer || answer=
  case $answer in
    [yY] | [yY][eE][sS]) ;;
    *) fail "Nothing was removed." ;;
  esac
}

# remove_one KIND ID SUBSCRIPTION GROUP NAME TOPIC. A script with additional kinds defines remove_more for them.
remove_one() {
  case $1 in
    'event subscription')
      az eventgrid system-topic event-subscription delete --subscription "$3" --resource-group "$4" --system-topic-name "$6" \
        --name "$5" --yes --output none
      ;;
    topic) az eventgrid system-topic delete --subscription "$3" --resource-group "$4" --name "$5" --yes --output none ;;
    'alert rule') az rest --method delete --url "$2?api-version=2023-12-01" --output none ;;
    'diagnostic setting') az rest --method delete --url "$2?api-version=2021-05-01-preview" --output none ;;
    'role assignment' | 'role definition') az rest --method delete --url "$2?api-version=2022-04-01" --output none ;;
    group) remove_empty_group "$3" "$4" ;;
    *) remove_more "$@" ;;
  esac </dev/null
}

# remove_empty_group SUBSCRIPTION GROUP
remove_empty_group() {
  read_azure "$scratch/left" az resource list --subscription "$1" --resource-group "$2" ||
    fail "The resources in the group $2 cannot be read: $(reason)"
  left=$(jq -r '.[] | "  " + .id' "$scratch/left") || fail "The resources in the group $2 cannot be read."
  if [ -n "$left" ]; then
    printf '%s\n' "The group $2 in subscription $1 remains, because it contains other resources:" "$left"
  else
    az group delete --subscription "$1" --name "$2" --yes --output none
  fi
}

# Stops at the first failure with its exit code. Running the script again continues.
carry_out_plan() {
  while IFS='	' read -r kind id what in_subscription in_group name topic <&3; do
    printf '%s\n' "Removing the $kind $what"
    remove_one "$kind" "$id" "$in_subscription" "$in_group" "$name" "$topic" || {
      code=$?
      printf '%s\n' "Stopped: the $kind was not removed. $id" >&2
      exit "$code"
    }
  done 3<"$scratch/plan"
}
