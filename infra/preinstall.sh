#!/bin/sh
# Checks, before anything is created, what would stop an installation halfway: tools, sign-in, values, rights, resource providers, region,
# topics and diagnostic settings that exist already, the subnet. Names every problem at once, each with what repairs it, and then lets Azure
# say what it would create (what-if). It changes nothing. azd runs it before it provisions. preinstall.ps1 does the same.
#
# Needs AZURE_SUBSCRIPTION_ID, AZURE_LOCATION, AZURE_ENV_NAME, and reads the variables of the .bicepparam files.
# Ends with 0 if there is no problem, 1 if there is one, 2 if a variable is missing. What cannot be read is "not checked", which is neither.
set -eu
cd "$(dirname "$0")"
. ./common.sh

need AZURE_SUBSCRIPTION_ID AZURE_LOCATION AZURE_ENV_NAME
scratch
report=$scratch/report
: >"$report"

# One line each: its kind, what is wrong, and what repairs it, with tabs between.
problem() { printf 'problem\t%s\t%s\n' "$1" "$2" >>"$report"; }
not_checked() { printf 'unchecked\t%s: %s\t\n' "$1" "$(reason)" >>"$report"; }

# judge FILE PROGRAM: adds the lines to which a program of jq turns what was read.
judge() {
  jq -r "$definitions $2" "$1" >"$scratch/judged" 2>"$scratch/error" || {
    not_checked "an answer of az"
    return 0
  }
  tr -d '\r' <"$scratch/judged" >>"$report"
}

show_report() {
  if grep -q '^note' "$report"; then
    echo "To know:"
    sed -n 's/^note	\([^	]*\).*/  \1/p' "$report"
  fi
  if grep -q '^unchecked' "$report"; then
    echo "Not checked:"
    sed -n 's/^unchecked	\([^	]*\).*/  \1/p' "$report"
  fi
  if grep -q '^problem' "$report"; then
    echo "Problems:"
    sed -n 's/^problem	\([^	]*\)	\(.*\)/  \1\
      \2/p' "$report"
    exit 1
  fi
  echo "No problems found."
}

# at_least VERSION MINIMUM
at_least() {
  [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n -k3,3n | sed -n 1p)" = "$2" ]
}

# --- Tools ---

az_minimum=2.60.0 # the first with Flex Consumption
bicep_minimum=0.30.0
for tool in az jq curl; do
  command -v "$tool" >/dev/null || case $tool in
    az) problem "az is not installed." "https://learn.microsoft.com/cli/azure/install-azure-cli" ;;
    *) problem "$tool is not installed." "apt-get install $tool, or brew install $tool" ;;
  esac
done
javac=javac
[ -z "${JAVA_HOME:-}" ] || javac=$JAVA_HOME/bin/javac
java_version=$("$javac" -version 2>&1 </dev/null | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p') || java_version=
if [ -z "$java_version" ]; then
  problem "There is no JDK: javac is neither in JAVA_HOME nor on the PATH." "https://learn.microsoft.com/java/openjdk/install (17 or newer)"
elif [ "$java_version" -lt 17 ]; then
  problem "The JDK is version $java_version, and the build needs 17 or newer." "https://learn.microsoft.com/java/openjdk/install"
fi
if ! command -v az >/dev/null || ! command -v jq >/dev/null; then
  show_report
fi
if ! read_azure "$scratch/version" az version; then
  not_checked "the version of az"
else
  az_version=$(jq -r '."azure-cli" // "0"' "$scratch/version" | tr -d '\r')
  at_least "$az_version" "$az_minimum" ||
    problem "az is version $az_version, and Flex Consumption needs $az_minimum or newer." "az upgrade"
fi
bicep_version=$(az bicep version 2>/dev/null </dev/null | sed -n 's/.*version \([0-9.]*\).*/\1/p') || bicep_version=
if [ -z "$bicep_version" ]; then
  problem "az has no Bicep." "az bicep install"
else
  at_least "$bicep_version" "$bicep_minimum" ||
    problem "Bicep is version $bicep_version, and the templates need $bicep_minimum or newer." "az bicep upgrade"
fi

# --- Sign-in ---

if ! az account show --subscription "$AZURE_SUBSCRIPTION_ID" --output none </dev/null 2>"$scratch/error"; then
  problem "Not signed in to the subscription $AZURE_SUBSCRIPTION_ID: $(reason)" "az login"
  show_report
fi

# --- Values ---

# shellcheck disable=SC2016 # These are variables of jq.
definitions='
  def low: ascii_downcase;
  def problem($text; $repair): "problem\t" + $text + "\t" + $repair;
  def note($text): "note\t" + $text + "\t";
  def unchecked($text): "unchecked\t" + $text + "\t";
  def guid: type == "string" and test("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"; "i");
  def resource($kind): type == "string" and test("^/subscriptions/[0-9a-f-]{36}/resourceGroups/[^/]+/providers/" + $kind + "$"; "i");
  def registry: resource("Microsoft.ContainerRegistry/registries/[^/]+");
  def cluster: resource("Microsoft.ContainerService/managedClusters/[^/]+");
  def workspace: resource("Microsoft.OperationalInsights/workspaces/[^/]+");
  def topic: resource("Microsoft.EventGrid/systemTopics/[^/]+");
  def subnet: resource("Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+");
  def subscription_of: split("/")[2] | low;
  def value($name): env[$name] // "";
  # In a list, because jq before 1.7 catches errors of what follows, too.
  def parsed($name; $default): [try ({value: (value($name) | if . == "" then $default else fromjson end)}) catch {}][0];
'

# What can be used of the values, as JSON; and what is wrong with them.
# shellcheck disable=SC2016
settings='
  def list($name; good; $expected): parsed($name; []) as $read
    | if ($read | has("value") | not) then {problems: [problem($name + " is not JSON."; $name + "=[\"<" + $expected + ">\"]")], good: []}
      elif ($read.value | type) != "array" then {problems: [problem($name + " is not a JSON array."; $name + "=[\"<" + $expected + ">\"]")], good: []}
      else {problems: [$read.value[] | select(good | not) | problem($name + " holds " + tojson + ", which is not the " + $expected + "."; $name + "=[\"<" + $expected + ">\"]")],
            good: [$read.value[] | select(good) | low]} end;
  def one($name; good; $expected): if value($name) == "" or (value($name) | good) then empty
    else problem($name + " is " + (value($name) | tojson) + ", which is not the " + $expected + "."; $name + "=<" + $expected + ">") end;
  def logs: value("REGISTRY_LOGS_WORKSPACE_ID") != "";

  (value("AZURE_SUBSCRIPTION_ID") | low) as $home
  | (value("AZURE_LOCATION") | low | gsub(" "; "")) as $location
  | list("WATCHED_SUBSCRIPTIONS"; guid; "id of a subscription") as $subscriptions
  | list("WATCHED_REGISTRIES"; registry; "resource id of a registry") as $registries
  | list("WATCHED_CLUSTERS"; cluster; "resource id of a cluster") as $clusters
  | list("WATCHED_WORKSPACES"; workspace; "resource id of a Log Analytics workspace") as $workspaces
  | (if $subscriptions.good == [] then [$home] else $subscriptions.good end) as $watched
  | parsed("EXISTING_TOPICS"; {}) as $topics
  | (if ($topics.value | type) == "object" then $topics.value else {} end) as $pairs
  | def usable: (.key | guid or registry or cluster or test("^/subscriptions/[0-9a-f-]{36}$"; "i")) and (.value | topic);
  {
    problems: (
      [(if value("AZURE_ENV_NAME") | test("^[A-Za-z0-9-]{3,24}$") then empty else
          problem("AZURE_ENV_NAME is " + (value("AZURE_ENV_NAME") | tojson) + ", and names of Azure take 3 to 24 letters, digits and hyphens."; "azd env new <name>") end),
        (if $location | test("^[a-z0-9]+$") then empty else
          problem("AZURE_LOCATION is " + (value("AZURE_LOCATION") | tojson) + ", which is not the name of a region."; "az account list-locations --query [].name") end),
        one("AZURE_SUBSCRIPTION_ID"; guid; "id of a subscription")]
      + $subscriptions.problems + $registries.problems + $clusters.problems + $workspaces.problems
      + [(if ($topics | has("value") | not) or ($topics.value | type) != "object" then
            problem("EXISTING_TOPICS is not a JSON object."; "EXISTING_TOPICS={\"<id of a subscription, registry or cluster>\": \"<id of its topic>\"}")
          else $topics.value | to_entries[] | select(usable | not)
            | problem("EXISTING_TOPICS holds " + (.key | tojson) + ": " + (.value | tojson) + ", which is not a source and its topic."; "EXISTING_TOPICS={\"<id of a subscription, registry or cluster>\": \"<id of its topic>\"}") end),
        one("REGISTRY_LOGS_WORKSPACE_ID"; workspace; "resource id of a Log Analytics workspace"),
        one("TELEMETRY_WORKSPACE_ID"; workspace; "resource id of a Log Analytics workspace"),
        one("APP_SUBNET_ID"; subnet; "resource id of a subnet"),
        (("TELL_TEAMS", "PULLRESPONDER_PULL_SECRETS", "PULLRESPONDER_ADMIN_PASSWORDS", "PULLRESPONDER_DIRECTORY", "PULLRESPONDER_CATALOG", "PURGE_PROTECTION")
          | . as $name | one($name; test("^(true|false)$"; "i"); "word true or false"))]
    ),
    location: $location,
    topics: ($pairs | to_entries | map(select(usable) | {key: (.key | low | if contains("/") then . else "/subscriptions/" + . end), value: (.value | low)}) | from_entries),
    resources: ($registries.good + $clusters.good + $workspaces.good),
    registries: (if logs then $registries.good else [] end),
    sources: (($watched | map("/subscriptions/" + .)) + $registries.good + $clusters.good),
    subscriptions: (reduce ($home, $watched[], (($registries.good + $clusters.good + $workspaces.good)[] | subscription_of)) as $id
        ([]; if any(.[]; . == $id) then . else . + [$id] end)
      | map(. as $id | {
          id: $id,
          whole: ($id == $home or any($watched[]; . == $id)),
          actions: ([
            "Microsoft.Resources/deployments/write",
            (if $id == $home then "Microsoft.Resources/subscriptions/resourceGroups/write", "Microsoft.Web/serverfarms/write", "Microsoft.Web/sites/write",
              "Microsoft.Storage/storageAccounts/write", "Microsoft.KeyVault/vaults/write", "Microsoft.ManagedIdentity/userAssignedIdentities/write",
              "Microsoft.Insights/components/write", "Microsoft.Insights/actionGroups/write", "Microsoft.Authorization/roleAssignments/write",
              (if value("TELEMETRY_WORKSPACE_ID") == "" then "Microsoft.OperationalInsights/workspaces/write" else empty end) else empty end),
            (if any($watched[]; . == $id) then "Microsoft.Resources/subscriptions/resourceGroups/write", "Microsoft.Authorization/roleDefinitions/write",
              "Microsoft.Authorization/roleAssignments/write", "Microsoft.EventGrid/systemTopics/write" else empty end),
            (if any($registries.good[], $clusters.good[]; subscription_of == $id) then "Microsoft.EventGrid/systemTopics/write" else empty end),
            (if logs and any($registries.good[]; subscription_of == $id) then "Microsoft.Insights/diagnosticSettings/write" else empty end),
            (if any($workspaces.good[]; subscription_of == $id) then "Microsoft.Insights/scheduledQueryRules/write" else empty end)
          ] | unique),
          providers: ([
            (if $id == $home then "Microsoft.Web", "Microsoft.Storage", "Microsoft.KeyVault", "Microsoft.ManagedIdentity", "Microsoft.Insights",
              "Microsoft.OperationalInsights", (if value("APP_SUBNET_ID") == "" then empty else "Microsoft.App" end) else empty end),
            (if any($watched[]; . == $id) or any($registries.good[], $clusters.good[]; subscription_of == $id) then "Microsoft.EventGrid" else empty end),
            (if any($workspaces.good[]; subscription_of == $id) then "Microsoft.Insights", "Microsoft.AlertsManagement" else empty end)
          ] | unique)
        }))
  }'
jq -n "$definitions $settings" >"$scratch/settings" 2>"$scratch/error" || fail "The values cannot be checked: $(reason)"
jq -r '.problems[]' "$scratch/settings" | tr -d '\r' >>"$report"
location=$(jq -r .location "$scratch/settings" | tr -d '\r')

# --- Region ---

if ! read_azure "$scratch/locations" az functionapp list-flexconsumption-locations; then
  not_checked "regions of Flex Consumption"
elif ! jq -e --arg location "$location" 'any(.[]; (.name | ascii_downcase | gsub(" "; "")) == $location)' "$scratch/locations" >/dev/null; then
  problem "The region $location does not have Flex Consumption." "az functionapp list-flexconsumption-locations --output table"
elif ! read_azure "$scratch/runtimes" az functionapp list-flexconsumption-runtimes --location "$location" --runtime java; then
  not_checked "Java in the region $location"
elif ! jq -e 'any(.[]; .version | tostring | test("^21(\\.0)?$"))' "$scratch/runtimes" >/dev/null; then
  problem "Flex Consumption does not have Java 21 in the region $location." "az functionapp list-flexconsumption-runtimes --location $location --runtime java --output table"
fi

# --- Rights, resource providers and topics of each subscription ---

# check_subscription POSITION
check_subscription() {
  export position="$1"
  id=$(jq -r --argjson position "$1" '.subscriptions[$position].id' "$scratch/settings" | tr -d '\r')
  if ! read_list "$scratch/rights" "/subscriptions/$id/providers/Microsoft.Authorization/permissions?api-version=2022-04-01"; then
    not_checked "your rights on subscription $id"
    : >"$scratch/rights"
    rights=unknown
  else
    rights=known
  fi
  if ! read_azure "$scratch/providers" az provider list --subscription "$id" --query "[].{namespace:namespace,state:registrationState}"; then
    not_checked "resource providers of subscription $id"
    echo null >"$scratch/providers"
  fi
  if ! read_list "$scratch/topics" "/subscriptions/$id/providers/Microsoft.EventGrid/systemTopics?api-version=2025-02-15"; then
    # There is none where the provider is not registered.
    grep -qi 'MissingSubscriptionRegistration\|SubscriptionNotRegistered' "$scratch/error" || not_checked "topics of subscription $id"
    topics=unknown
  else
    topics=known
  fi
  jq -n --slurpfile settings "$scratch/settings" --slurpfile rights "$scratch/rights" --slurpfile providers "$scratch/providers" \
    --slurpfile topics "$scratch/topics" --arg rights_state "$rights" --arg topics_state "$topics" \
    '{settings: $settings[0], rights: $rights, rights_known: ($rights_state == "known"), providers: $providers[0], topics: $topics,
      topics_known: ($topics_state == "known")}' >"$scratch/subscription"
  # shellcheck disable=SC2016
  judge "$scratch/subscription" '
    def pattern: gsub("(?<c>[.+(){}\\[\\]^$|?\\\\])"; "\\\(.c)") | gsub("\\*"; ".*") | "^" + . + "$";
    def matches($action): any(.[]?; . as $one | $action | test($one | pattern; "i"));
    # "yes", "with a condition" or "no". What one role denies, another may allow.
    def may($action): [.rights[] | select((.actions | matches($action)) and (.notActions | matches($action) | not))]
      | if any(.[]; (.condition // "") == "") then "yes" elif . == [] then "no" else "with a condition" end;
    def identities: (.identity.userAssignedIdentities // {} | keys);
    def mine: (.tags // {}) as $tags | ($tags["pull-responder"] // "") != "" and
      (if value("FUNCTION_APP_NAME") != "" then $tags["pull-responder"] == value("FUNCTION_APP_NAME") else $tags["azd-env-name"] == value("AZURE_ENV_NAME") end);

    . as $read | .settings.subscriptions[env.position | tonumber] as $one
    | (if .rights_known then
        [$one.actions[] | {action: ., may: (. as $action | $read | may($action))}] as $judged
        | ([$judged[] | select(.may == "no") | .action]) as $missing
        | (if $missing == [] then empty
            elif $one.whole then problem("You may not do this on subscription " + $one.id + ": " + ($missing | join(", "));
              "Ask an owner: az role assignment create --assignee <you> --role " + (if all($missing[]; startswith("Microsoft.Authorization/")) then "\"User Access Administrator\"" elif any($missing[]; startswith("Microsoft.Authorization/")) then "Owner" else "Contributor" end) + " --scope /subscriptions/" + $one.id)
            else unchecked("rights on the groups of what is watched in subscription " + $one.id + ": you do not have them on the whole subscription (" + ($missing | join(", ")) + ")") end),
          ($judged[] | select(.may == "with a condition") | unchecked(.action + " on subscription " + $one.id + ": your role has a condition"))
      else empty end),
      (if .providers == null then empty else
        $one.providers[] as $namespace
        | select(any($read.providers[]; (.namespace | low) == ($namespace | low) and .state == "Registered") | not)
        | if $namespace != "Microsoft.App" and $read.rights_known and ($read | may($namespace + "/register/action")) == "yes"
          then note($namespace + " is not registered in subscription " + $one.id + "; the deployment registers it.")
          else problem("The resource provider " + $namespace + " is not registered in subscription " + $one.id + ".";
            "az provider register --subscription " + $one.id + " --namespace " + $namespace + " --wait") end end),
      (if .topics_known then
        .settings.sources[] as $source | select($source | subscription_of == $one.id)
        | .settings.topics[$source] as $existing
        | ([.topics[] | select((.properties.source // "" | low) == $source)] | first) as $topic
        | if $existing == null then
            (if $topic == null or ($topic | mine) then empty else
              problem("There is a topic for " + $source + " already, and Azure takes only one.";
                "Add to EXISTING_TOPICS: " + ($source | tojson) + ": " + ($topic.id | tojson)) end)
          elif $topic == null then
            problem("EXISTING_TOPICS names " + $existing + " for " + $source + ", which has no topic."; "Take it out of EXISTING_TOPICS.")
          elif ($topic.id | low) != $existing then
            problem("EXISTING_TOPICS names " + $existing + " for " + $source + ", whose topic is another.";
              "Add to EXISTING_TOPICS: " + ($source | tojson) + ": " + ($topic.id | tojson))
          elif value("EVENTS_IDENTITY_NAME") != "" and any($topic | identities[]; low | endswith("/userassignedidentities/" + (value("EVENTS_IDENTITY_NAME") | low))) then empty
          elif ($topic | identities | length) >= 2 then
            problem("The topic " + $topic.id + " has two user-assigned identities already, and Azure takes no third for the app.";
              "Take an identity off the topic, or watch without " + $source + ".")
          elif value("EVENTS_IDENTITY_NAME") != "" then
            problem("The topic " + $topic.id + " does not have the identity " + value("EVENTS_IDENTITY_NAME") + ".";
              "az rest --method patch --url " + ($topic.id + "?api-version=2025-02-15" | @sh) + " --body " + ({identity: {
                type: (if $topic.identity.type // "" | test("SystemAssigned") then "SystemAssigned, UserAssigned" else "UserAssigned" end),
                userAssignedIdentities: (reduce ($topic | identities[]) as $one ({}; . + {($one): {}}) + {("/subscriptions/" + value("AZURE_SUBSCRIPTION_ID")
                  + "/resourceGroups/" + value("AZURE_RESOURCE_GROUP") + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + value("EVENTS_IDENTITY_NAME")): {}})}}
                | tojson | @sh))
          else note("After the first deployment give the topic " + $topic.id + " the identity EVENTS_IDENTITY_NAME; this script then says how.") end
      else empty end)'
}

count=$(jq '.subscriptions | length' "$scratch/settings" | tr -d '\r')
position=0
while [ "$position" -lt "$count" ]; do
  check_subscription "$position"
  position=$((position + 1))
done

# --- What is watched ---

jq -r '.resources[]' "$scratch/settings" | tr -d '\r' >"$scratch/resources"
while IFS= read -r id; do
  if ! read_azure "$scratch/resource" az resource show --ids "$id"; then
    if grep -q 'NotFound' "$scratch/error"; then
      problem "$id does not exist." "az resource list --name $(quoted "${id##*/}") --query [].id"
    else
      not_checked "whether $id exists"
    fi
  fi
done <"$scratch/resources"

jq -r '.registries[]' "$scratch/settings" | tr -d '\r' >"$scratch/registries"
while IFS= read -r registry; do
  export registry
  if ! read_list "$scratch/settings-of-registry" "$registry/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview"; then
    grep -q 'NotFound' "$scratch/error" || not_checked "diagnostic settings of $registry"
    continue
  fi
  jq -s . "$scratch/settings-of-registry" >"$scratch/diagnostics"
  # shellcheck disable=SC2016
  judge "$scratch/diagnostics" '
    [.[] | select(value("FUNCTION_APP_NAME") == "" or (.name | low) != (value("FUNCTION_APP_NAME") | low))] as $others
    | ($others[] | select((.properties.workspaceId // "" | low) == (value("REGISTRY_LOGS_WORKSPACE_ID") | low))
        | select(any(.properties.logs[]?; .enabled and ((.category // "" | low | IN("containerregistryloginevents", "containerregistryrepositoryevents"))
            or (.categoryGroup // "" | low | IN("alllogs", "audit")))))
        | problem("The diagnostic setting " + .name + " of " + env.registry + " sends these logs to REGISTRY_LOGS_WORKSPACE_ID already, and Azure refuses a second.";
          "Leave REGISTRY_LOGS_WORKSPACE_ID empty.")),
      (if ($others | length) >= 5 then problem(env.registry + " has five diagnostic settings already, and Azure takes no more: " + ([$others[].name] | join(", "));
          "az monitor diagnostic-settings delete --resource " + (env.registry | @sh) + " --name <one of them>") else empty end)'
done <"$scratch/registries"

# --- The app's subnet ---

if [ -n "${APP_SUBNET_ID:-}" ]; then
  case ${APP_SUBNET_ID##*/} in
    *_*) problem "The name of the subnet ${APP_SUBNET_ID##*/} has an underscore, which Flex Consumption does not take." "Create a subnet of another name." ;;
  esac
  if ! read_azure "$scratch/subnet" az network vnet subnet show --ids "$APP_SUBNET_ID"; then
    if grep -q 'NotFound' "$scratch/error"; then
      problem "$APP_SUBNET_ID does not exist." "az network vnet subnet create --delegations Microsoft.App/environments"
    else
      not_checked "the subnet $APP_SUBNET_ID"
    fi
  else
    # shellcheck disable=SC2016
    judge "$scratch/subnet" '
      (value("APP_SUBNET_ID") | @sh) as $id
      | [.delegations[]?.serviceName] as $delegations
      | (if $delegations == [] then problem("The subnet is not delegated to Microsoft.App/environments."; "az network vnet subnet update --ids " + $id + " --delegations Microsoft.App/environments")
          elif any($delegations[]; low != "microsoft.app/environments") then problem("The subnet is delegated to " + ($delegations | join(", ")) + ", and the app needs one of its own."; "Create a subnet delegated to Microsoft.App/environments.")
          else empty end),
        (if [.serviceEndpoints[]?] != [] then problem("The subnet has service endpoints, which Flex Consumption does not take."; "az network vnet subnet update --ids " + $id + " --remove serviceEndpoints") else empty end),
        (if [.privateEndpoints[]?] != [] then problem("The subnet has private endpoints, which Flex Consumption does not take."; "Create a subnet of its own for the app.") else empty end)'
  fi
fi

# --- A vault that was deleted: its name stays taken ---

if ! read_azure "$scratch/vaults" az keyvault list-deleted --subscription "$AZURE_SUBSCRIPTION_ID" --resource-type vault; then
  not_checked "deleted vaults"
else
  export location
  # shellcheck disable=SC2016
  judge "$scratch/vaults" '
    .[] | .properties as $vault
    | select((.name | startswith("pullresponder-")) and ($vault.tags // {})["azd-env-name"] == value("AZURE_ENV_NAME") and ($vault.location | low | gsub(" "; "")) == env.location)
    | if $vault.purgeProtectionEnabled then
        problem("The vault " + .name + " of this installation was deleted, and its name is taken until " + $vault.scheduledPurgeDate + ".";
          "az group create --subscription " + value("AZURE_SUBSCRIPTION_ID") + " --location " + env.location + " --name " + ($vault.vaultId | split("/")[4] | @sh)
          + " && az keyvault recover --subscription " + value("AZURE_SUBSCRIPTION_ID") + " --name " + .name)
      else problem("The vault " + .name + " of this installation was deleted, and its name is taken until it is purged.";
          "az keyvault purge --subscription " + value("AZURE_SUBSCRIPTION_ID") + " --name " + .name + " --location " + env.location) end'
fi

# --- What Azure says ---

if jq -e '.problems == []' "$scratch/settings" >/dev/null; then
  az deployment sub what-if --subscription "$AZURE_SUBSCRIPTION_ID" --location "$location" --name "$AZURE_ENV_NAME-app" \
    --parameters main.bicepparam </dev/null 2>"$scratch/error" ||
    problem "Azure refuses the deployment: $(reason)" "See its message; the same without creating anything: az deployment sub what-if"
else
  printf 'unchecked\twhat Azure would create: values are wrong\t\n' >>"$report"
fi
show_report
