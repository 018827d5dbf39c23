# shellcheck shell=sh
# Finds what belongs to one installation, in every subscription that the caller sees; reconcile.sh and remove.sh source it.
# Needs FUNCTION_APP_NAME and APP_PRINCIPAL_ID.
. ./common.sh

# read_part KIND ADDRESS [OWNER]: adds a list of the subscription $id to the inventory; $scratch/part has its ids. A list that cannot be
# read is noted. None is expected of a resource provider that is not registered: without it there is no such resource.
read_part() {
  export id kind="$1" owner="${3:-}"
  if read_list "$scratch/part" "$2" '"\(.id)\t" + ({kind: env.kind, subscription: env.id, owner: env.owner, value: .} | tojson)'; then
    cut -f2- "$scratch/part" >>"$scratch/inventory"
  else
    : >"$scratch/part"
    grep -qi 'MissingSubscriptionRegistration\|SubscriptionNotRegistered\|not registered to use namespace' "$scratch/error" ||
      printf '%s of %s: %s\n' "$1" "${3:-subscription $id}" "$(reason)" >>"$scratch/unread"
  fi
}

# with_details KIND ADDRESS_END API: adds what each element of the part before has in a list of its own.
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
    read_part 'role assignments' \
      "$scope/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&\$filter=principalId eq '$APP_PRINCIPAL_ID'"
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

# make_plan WANTED: writes $scratch/plan, a line for each thing to remove in the order in which that is possible, with tabs between
# kind, id, description, subscription, group, name and topic; and $scratch/notes: what is left alone, and why.
make_plan() {
  jq -s -r --arg app "$FUNCTION_APP_NAME" --argjson want "$1" '
    def low: ascii_downcase;
    def after($name): split("/") as $parts | [range(0; $parts | length) | select(($parts[.] | low) == ($name | low)) | $parts[. + 1]]
      | first // "-";
    def last_part: split("/") | last | low;
    def ours: ((.tags // {})["pull-responder"] // "") == $app;

    # Event subscriptions of the app: <app>-0, <app>-1, ...
    def numbered: startswith($app + "-") and (.[($app | length) + 1:] | test("^[0-9]+$"));
    def number: .[($app | length) + 1:] | tonumber;

    # "Pull Responder Reader (<app>, <subscription>)"; in older versions "(<app>)".
    def own_role: startswith("Pull Responder") and (endswith(" (" + $app + ")") or (contains(" (" + $app + ", ") and endswith(")")));
    def wanted_role: low as $name
      | any($want.subscriptions[]; . as $in | any($want.roles[]; (. + " (" + $app + ", " + $in + ")" | low) == $name));

    # Sources of events, as ids in lower case.
    def wanted_source: . as $source | any(($want.subscriptions[] | "/subscriptions/" + .), $want.registries[], $want.clusters[]; . == $source);
    def filters: if test("^/subscriptions/[^/]+$") then $want.filters.subscription
      elif test("/microsoft.containerregistry/") then $want.filters.registry else $want.filters.cluster end;

    . as $inventory
    | def all($kind): $inventory[] | select(.kind == $kind);
    def row($kind; $what): [$kind, .id, $what, (.id | after("subscriptions")), (.id | after("resourceGroups")), .name // "-"];
    def source: (.properties.source // "") | low;
    def unwanted_topic: source as $source | ($source | wanted_source | not) or $want.topics[$source];

    [all("role definitions") | .value | select(.properties.roleName // "" | own_role) | . + {guid: (.id | last_part)}] as $all_roles
    | ($all_roles | unique_by(.guid)) as $roles
    | [all("role assignments") | .value + {guid: (.value.properties.roleDefinitionId | last_part)}] as $all_assignments
    | ($all_assignments | unique_by(.id | low)) as $assignments
    | [all("topics") | .value | . as $topic
        | . + {children: [all("event subscriptions") | select(.owner == $topic.id) | .value]}] as $topics
    | {
        plan: [
          ($topics[] | . as $topic | source as $source | $want.topics[$source] as $existing | .children[] | select(.name | numbered)
            | select(($source | wanted_source | not)
                or (if $existing then $existing != ($topic.id | low) else ($topic | ours | not) end)
                or (.name | number) >= ($source | filters))
            | row("event subscription"; .name + " of topic " + $topic.name) + [$topic.name]),
          ($topics[] | select(ours and unwanted_topic) | select(all(.children[]; .name | numbered))
            | row("topic"; .name + ", events of " + .properties.source)),
          (all("alert rules") | .value | select((.name | low | startswith(($app | low) + "-failed-pulls-")) or ours)
            | select(any(.properties.scopes[]?; low as $scope | any($want.workspaces[]; . == $scope)) | not)
            | row("alert rule"; .name)),
          (all("diagnostic settings") | (.owner | low) as $registry | .value | select((.name | low) == ($app | low))
            | select(($want.logs and any($want.registries[]; . == $registry)) | not)
            | row("diagnostic setting"; .name + " of registry " + ($registry | last_part))),
          ($assignments[] | .guid as $guid | . as $assignment | $roles[] | select(.guid == $guid)
            | select(.properties.roleName | wanted_role | not) | .properties.roleName as $name
            | $assignment | row("role assignment"; $name + " at " + .properties.scope)),
          ($roles[] | select(.properties.roleName | wanted_role | not) | row("role definition"; .properties.roleName)),
          (all("groups") | (.subscription | low) as $in | .value | select($in != $want.home and (.name | low) == ("rg-" + $app | low))
            | select(("/subscriptions/" + $in | wanted_source | not) or $want.topics["/subscriptions/" + $in])
            | row("group"; .name + " in subscription " + $in + ", if it holds nothing of others"))
        ],
        notes: [
          ($topics[] | select(ours and unwanted_topic) | [.children[] | .name | select(numbered | not)] as $others
            | select($others != []) | "The topic " + .name + " stays: others have event subscriptions there: " + ($others | join(", ")) + ". " + .id),
          ($assignments[] | .guid as $guid | select(any($roles[]; .guid == $guid) | not)
            | select(.properties.scope | low | startswith($want.group + "/") | not)
            | "The identity of the app has a role that the templates did not assign, at " + .properties.scope
              + ". If it is not wanted:\n  az role assignment delete --ids " + (.id | @sh))
        ]
      }
    | (.plan[] | "plan\t" + (map(gsub("[\\t\\r\\n]"; " ")) | join("\t"))), (.notes[] | "note\t" + gsub("\n"; "\nnote\t"))
  ' "$scratch/inventory" >"$scratch/lines" 2>"$scratch/error" || fail "What Azure answered is not understood: $(reason)"
  tr -d '\r' <"$scratch/lines" >"$scratch/findings"
  sed -n 's/^plan	//p' "$scratch/findings" >"$scratch/plan"
  sed -n 's/^note	//p' "$scratch/findings" >"$scratch/notes"
}

# Prints what is to be removed, what stays and what could not be looked at.
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
    echo "Not checked, because it cannot be read:"
    sed 's/^/  /' "$scratch/unread"
  fi
}

# confirm OPTION: asks, except with --yes.
confirm() {
  [ "$1" != --yes ] || return 0
  printf 'Remove these? [y/N] '
  read -r answer || answer=
  case $answer in
    [yY] | [yY][eE][sS]) ;;
    *) fail "Nothing was removed." ;;
  esac
}

# remove_one KIND ID SUBSCRIPTION GROUP NAME TOPIC. A script with kinds of its own has remove_more for them.
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
    fail "What is in the group $2 cannot be read: $(reason)"
  left=$(jq -r '.[] | "  " + .id' "$scratch/left") || fail "What is in the group $2 cannot be read."
  if [ -n "$left" ]; then
    printf '%s\n' "The group $2 in subscription $1 stays, because it holds something else:" "$left"
  else
    az group delete --subscription "$1" --name "$2" --yes --output none
  fi
}

# Stops at the first failure with its exit code. Running the script again continues.
carry_out_plan() {
  while IFS='	' read -r kind id what in_subscription in_group name topic <&3; do
    echo "Removing the $kind $what"
    remove_one "$kind" "$id" "$in_subscription" "$in_group" "$name" "$topic" || {
      code=$?
      echo "Stopped: the $kind was not removed. $id" >&2
      exit "$code"
    }
  done 3<"$scratch/plan"
}
