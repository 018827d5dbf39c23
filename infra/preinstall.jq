# The conclusions of preinstall.sh from the variables and from Azure's answers. A conclusion is a line of text with its kind, its message and
# its fix, separated by tabs.

def low: ascii_downcase;
def region: low | gsub(" "; "");
def value($name): env[$name] // "";
def problem($text; $repair): "problem\t" + $text + "\t" + $repair;
def note($text): "note\t" + $text + "\t";
def unchecked($text): "unchecked\t" + $text + "\t";

def guid: type == "string" and test("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"; "i");
def resource($kind): type == "string"
  and test("^/subscriptions/[0-9a-f-]{36}/resourceGroups/[^/]+/providers/" + $kind + "$"; "i");
def registry: resource("Microsoft.ContainerRegistry/registries/[^/]+");
def cluster: resource("Microsoft.ContainerService/managedClusters/[^/]+");
def workspace: resource("Microsoft.OperationalInsights/workspaces/[^/]+");
def topic: resource("Microsoft.EventGrid/systemTopics/[^/]+");
def subnet: resource("Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+");
def source: guid or registry or cluster or (type == "string" and test("^/subscriptions/[0-9a-f-]{36}$"; "i"));
def subscription_of: split("/")[2] | low;

# --- The variables ---

def a_subscription: "id of a subscription";
def a_registry: "resource id of a registry";
def a_cluster: "resource id of a cluster";
def a_workspace: "resource id of a Log Analytics workspace";
def switches: "TELL_TEAMS", "PULLRESPONDER_PULL_SECRETS", "PULLRESPONDER_ADMIN_PASSWORDS", "PULLRESPONDER_DIRECTORY",
  "PULLRESPONDER_CATALOG", "PURGE_PROTECTION";

# {value: ...}, or {} if it is not JSON. In a list, because jq before 1.7 catches errors of what follows, too.
def parsed($name; $default): [try ({value: (value($name) | if . == "" then $default else fromjson end)}) catch {}][0];

# The problems of a list, and its valid elements.
def list($name; good; $expected):
  ($name + "=[\"<" + $expected + ">\"]") as $repair
  | parsed($name; []) as $read
  | if $read | has("value") | not then {problems: [problem($name + " is not JSON."; $repair)], good: []}
    elif ($read.value | type) != "array" then {problems: [problem($name + " is not a JSON array."; $repair)], good: []}
    else {
      problems: [$read.value[] | select(good | not)
        | problem($name + " contains " + tojson + ", which is not the " + $expected + "."; $repair)],
      good: [$read.value[] | select(good) | low]
    } end;

def one($name; good; $expected):
  if value($name) == "" or (value($name) | good) then empty
  else problem($name + " is " + (value($name) | tojson) + ", which is not the " + $expected + "."; $name + "=<" + $expected + ">") end;

# A variable that is set but empty differs from one that is not set: the .bicepparam files read the empty value.
def empty_ones:
  ((("WATCHED_SUBSCRIPTIONS", "WATCHED_REGISTRIES", "WATCHED_CLUSTERS", "WATCHED_WORKSPACES") | [., "[]"]),
    ["EXISTING_TOPICS", "{}"],
    (switches | [., "false"]))
  | . as [$name, $default]
  | select(env[$name] == "")
  | problem($name + " is set and empty, which the templates cannot read."; "Unset it, or set it to " + $default);

def existing_topics:
  "EXISTING_TOPICS={\"<id of a subscription, registry or cluster>\": \"<id of its topic>\"}" as $repair
  | parsed("EXISTING_TOPICS"; {}) as $read
  | def usable: (.key | source) and (.value | topic);
    if ($read.value | type) != "object" then {problems: [problem("EXISTING_TOPICS is not a JSON object."; $repair)], good: {}}
    else {
      problems: [$read.value | to_entries[] | select(usable | not)
        | "EXISTING_TOPICS contains " + (.key | tojson) + ": " + (.value | tojson) + ", which is not a source and its topic."
        | problem(.; $repair)],
      good: ($read.value | to_entries
        | map(select(usable) | {key: (.key | low | if contains("/") then . else "/subscriptions/" + . end), value: (.value | low)})
        | from_entries)
    } end;

# The actions of the templates in a subscription.
def actions($in): [
  "Microsoft.Resources/deployments/write",
  (if $in.app then
    "Microsoft.Resources/subscriptions/resourceGroups/write", "Microsoft.Web/serverfarms/write", "Microsoft.Web/sites/write",
    "Microsoft.Storage/storageAccounts/write", "Microsoft.KeyVault/vaults/write",
    "Microsoft.ManagedIdentity/userAssignedIdentities/write", "Microsoft.Insights/components/write",
    "Microsoft.Insights/actionGroups/write", "Microsoft.Authorization/roleAssignments/write",
    (if value("TELEMETRY_WORKSPACE_ID") == "" then "Microsoft.OperationalInsights/workspaces/write" else empty end)
  else empty end),
  (if $in.watched then
    "Microsoft.Resources/subscriptions/resourceGroups/write", "Microsoft.Authorization/roleDefinitions/write",
    "Microsoft.Authorization/roleAssignments/write", "Microsoft.EventGrid/systemTopics/write"
  else empty end),
  (if $in.topics then "Microsoft.EventGrid/systemTopics/write" else empty end),
  (if $in.logs then "Microsoft.Insights/diagnosticSettings/write" else empty end),
  (if $in.rules then "Microsoft.Insights/scheduledQueryRules/write" else empty end)
] | unique;

def providers($in): [
  (if $in.app then
    "Microsoft.Web", "Microsoft.Storage", "Microsoft.KeyVault", "Microsoft.ManagedIdentity", "Microsoft.Insights",
    "Microsoft.OperationalInsights",
    (if value("APP_SUBNET_ID") == "" then empty else "Microsoft.App" end)
  else empty end),
  (if $in.watched or $in.topics then "Microsoft.EventGrid" else empty end),
  (if $in.rules then "Microsoft.Insights", "Microsoft.AlertsManagement" else empty end)
] | unique;

# The problems of the variables, and their valid values.
def settings:
  (value("AZURE_SUBSCRIPTION_ID") | low) as $home
  | (value("AZURE_LOCATION") | region) as $location
  | list("WATCHED_SUBSCRIPTIONS"; guid; a_subscription) as $subscriptions
  | list("WATCHED_REGISTRIES"; registry; a_registry) as $registries
  | list("WATCHED_CLUSTERS"; cluster; a_cluster) as $clusters
  | list("WATCHED_WORKSPACES"; workspace; a_workspace) as $workspaces
  | existing_topics as $topics
  | (if $subscriptions.good == [] then [$home] else $subscriptions.good end) as $watched
  | (value("REGISTRY_LOGS_WORKSPACE_ID") != "") as $logs
  | ($registries.good + $clusters.good + $workspaces.good) as $resources
  | {
      problems: (
        [(if value("AZURE_ENV_NAME") | test("^[A-Za-z0-9-]{3,24}$") then empty else
            "AZURE_ENV_NAME is " + (value("AZURE_ENV_NAME") | tojson)
            + ", and Azure allows 3 to 24 letters, digits and hyphens." | problem(.; "azd env new <name>") end),
          (if $location | test("^[a-z0-9]+$") then empty else
            "AZURE_LOCATION is " + (value("AZURE_LOCATION") | tojson) + ", which is not the name of a region."
            | problem(.; "az account list-locations --query [].name") end),
          one("AZURE_SUBSCRIPTION_ID"; guid; a_subscription),
          empty_ones]
        + $subscriptions.problems + $registries.problems + $clusters.problems + $workspaces.problems + $topics.problems
        + [one("REGISTRY_LOGS_WORKSPACE_ID", "TELEMETRY_WORKSPACE_ID"; workspace; a_workspace),
          one("APP_SUBNET_ID"; subnet; "resource id of a subnet"),
          one(switches; test("^(true|false)$"; "i"); "word true or false")]
      ),
      location: $location,
      topics: $topics.good,
      resources: $resources,
      registries: (if $logs then $registries.good else [] end),
      sources: (($watched | map("/subscriptions/" + .)) + $registries.good + $clusters.good),
      subscriptions: (
        reduce ($home, $watched[], ($resources[] | subscription_of)) as $id ([]; if any(.[]; . == $id) then . else . + [$id] end)
        | map(. as $id
          | def here: any(.[]; subscription_of == $id);
            {
              app: ($id == $home),
              watched: any($watched[]; . == $id),
              topics: ($registries.good + $clusters.good | here),
              logs: ($logs and ($registries.good | here)),
              rules: ($workspaces.good | here)
            }
          | {id: $id, whole: (.app or .watched), actions: actions(.), providers: providers(.)})
      )
    };

# --- A subscription: {settings, position, rights, rights_known, providers, topics, topics_known} ---

def pattern: gsub("(?<c>[.+(){}\\[\\]^$|?\\\\])"; "\\\(.c)") | gsub("\\*"; ".*") | "^" + . + "$";
def matches($action): any(.[]?; . as $one | $action | test($one | pattern; "i"));

# "yes", "with a condition" or "no". Another role may allow the excluded actions of one role.
def may($action):
  [.rights[] | select((.actions | matches($action)) and (.notActions | matches($action) | not))]
  | if any(.[]; (.condition // "") == "") then "yes" elif . == [] then "no" else "with a condition" end;

def of_access: startswith("Microsoft.Authorization/");

def rights($one):
  . as $read
  | [$one.actions[] | select(. as $action | $read | may($action) == "no")] as $missing
  | (if $missing == [] then empty
      elif $one.whole then
        (if all($missing[]; of_access) then "\"User Access Administrator\"" elif any($missing[]; of_access) then "Owner"
          else "Contributor" end) as $role
        | problem("You lack rights on subscription " + $one.id + ": " + ($missing | join(", "));
          "Ask an owner: az role assignment create --assignee <you> --role " + $role + " --scope /subscriptions/" + $one.id)
      else
        unchecked("rights on the resource groups of the watched resources in subscription " + $one.id
          + ": you do not have them on the whole subscription (" + ($missing | join(", ")) + ")")
      end),
    ($one.actions[] | select(. as $action | $read | may($action) == "with a condition")
      | unchecked(. + " on subscription " + $one.id + ": your role has a condition"));

def registrations($one):
  . as $read
  | $one.providers[] as $namespace
  | select(any($read.providers[]; (.namespace | low) == ($namespace | low) and .state == "Registered") | not)
  # A deployment registers the providers of its resources, if the caller has the right; Microsoft.App and Microsoft.AlertsManagement are not
  # among them.
  | if $namespace == "Microsoft.AlertsManagement" then
      note($namespace + " is not registered in subscription " + $one.id + "; the deployment does not need it.")
    elif $namespace != "Microsoft.App" and $read.rights_known and ($read | may($namespace + "/register/action")) == "yes" then
      note($namespace + " is not registered in subscription " + $one.id + "; the deployment registers it.")
    else
      problem("The resource provider " + $namespace + " is not registered in subscription " + $one.id + ".";
        "az provider register --subscription " + $one.id + " --namespace " + $namespace + " --wait")
    end;

def identities: .identity.userAssignedIdentities // {} | keys;
def mine: (.tags // {}) as $tags
  | ($tags["pull-responder"] // "") != ""
    and (if value("FUNCTION_APP_NAME") != "" then $tags["pull-responder"] == value("FUNCTION_APP_NAME")
      else $tags["azd-env-name"] == value("AZURE_ENV_NAME") end);

def events_identity: "/subscriptions/" + value("AZURE_SUBSCRIPTION_ID") + "/resourceGroups/" + value("AZURE_RESOURCE_GROUP")
  + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + value("EVENTS_IDENTITY_NAME");

# The command that adds the identity to the existing ones of a topic.
def give_identity:
  {identity: {
    type: (if .identity.type // "" | test("SystemAssigned") then "SystemAssigned, UserAssigned" else "UserAssigned" end),
    userAssignedIdentities: (reduce (identities[], events_identity) as $one ({}; . + {($one): {}}))
  }} as $body
  | "az rest --method patch --url " + (.id + "?api-version=2025-02-15" | @sh) + " --body " + ($body | tojson | @sh);

def identity($source):
  value("EVENTS_IDENTITY_NAME") as $wanted
  | if $wanted != "" and any(identities[]; low | endswith("/userassignedidentities/" + ($wanted | low))) then empty
    elif identities | length >= 2 then
      problem("The topic " + .id + " has two user-assigned identities already, and Azure allows no third one.";
        "Remove an identity from the topic, or do not watch " + $source + ".")
    elif $wanted != "" then problem("The topic " + .id + " does not have the identity " + $wanted + "."; give_identity)
    else note("After the first deployment give the topic " + .id + " the identity EVENTS_IDENTITY_NAME; this script then prints the command.")
    end;

def topics($one):
  . as $read
  | .settings.sources[] as $source
  | select($source | subscription_of == $one.id)
  | $read.settings.topics[$source] as $existing
  | [$read.topics[] | select((.properties.source // "" | low) == $source)] | first
  | if . == null then
      if $existing == null then empty
      else problem("EXISTING_TOPICS names " + $existing + " for " + $source + ", which has no topic."; "Remove it from EXISTING_TOPICS.") end
    else
      ("Add to EXISTING_TOPICS: " + ($source | tojson) + ": " + (.id | tojson)) as $add
      | if $existing == null then
          if mine then empty else problem("There is a topic for " + $source + " already, and Azure allows only one."; $add) end
        elif (.id | low) != $existing then
          problem("EXISTING_TOPICS names " + $existing + " for " + $source + ", which has another topic."; $add)
        else identity($source) end
    end;

def subscription:
  .settings.subscriptions[.position] as $one
  | (if .rights_known then rights($one) else empty end),
    (if .providers == null then empty else registrations($one) end),
    (if .topics_known then topics($one) else empty end);

# --- The diagnostic settings of a registry, the subnet, the deleted vaults ---

def sends_logs: any(.properties.logs[]?; .enabled
  and ((.category // "" | low | IN("containerregistryloginevents", "containerregistryrepositoryevents"))
    or (.categoryGroup // "" | low | IN("alllogs", "audit"))));

def diagnostic_settings($registry):
  [.[] | select(value("FUNCTION_APP_NAME") == "" or (.name | low) != (value("FUNCTION_APP_NAME") | low))] as $others
  | ($others[]
      | select((.properties.workspaceId // "" | low) == (value("REGISTRY_LOGS_WORKSPACE_ID") | low) and sends_logs)
      | "The diagnostic setting " + .name + " of " + $registry
        + " sends these logs to REGISTRY_LOGS_WORKSPACE_ID already, and Azure rejects a second one."
      | problem(.; "Leave REGISTRY_LOGS_WORKSPACE_ID empty.")),
    (if $others | length >= 5 then
      problem($registry + " has five diagnostic settings already, and Azure allows no more: " + ([$others[].name] | join(", "));
        "az monitor diagnostic-settings delete --resource " + ($registry | @sh) + " --name <one of them>")
    else empty end);

def app_subnet:
  ("az network vnet subnet update --ids " + (value("APP_SUBNET_ID") | @sh)) as $update
  | [.delegations[]?.serviceName] as $delegations
  | (if $delegations == [] then
      problem("The subnet is not delegated to Microsoft.App/environments."; $update + " --delegations Microsoft.App/environments")
    elif any($delegations[]; low != "microsoft.app/environments") then
      problem("The subnet is delegated to " + ($delegations | join(", ")) + ", and the app needs a separate one.";
        "Create a subnet delegated to Microsoft.App/environments.")
    else empty end),
    (if [.serviceEndpoints[]?] != [] then
      note("The subnet has service endpoints. Microsoft advises against them for Flex Consumption.")
    else empty end),
    (if [.privateEndpoints[]?] != [] then
      problem("The subnet has private endpoints, which Flex Consumption does not allow."; "Create a separate subnet for the app.")
    else empty end);

def app_network($location):
  (.location // "" | region) as $its
  | if $its == $location then empty
    else problem("The network of the subnet is in the region " + $its + ", and the app would be in " + $location + ".";
      "Use a subnet of a network in " + $location + ", or set AZURE_LOCATION=" + $its + ".") end;

# {rights}: the caller's rights on the subnet.
def join_subnet:
  "Microsoft.Network/virtualNetworks/subnets/join/action" as $join
  | may($join) as $may
  | if $may == "no" then
      problem("You lack rights on the subnet: " + $join;
        "Ask an owner: az role assignment create --assignee <you> --role \"Network Contributor\" --scope " + (value("APP_SUBNET_ID") | @sh))
    elif $may == "with a condition" then unchecked($join + " on the subnet: your role has a condition")
    else empty end;

# The name of a deleted vault remains reserved.
def deleted_vaults($location):
  .[]
  | .properties as $vault
  | select((.name | startswith("pullresponder-")) and ($vault.tags // {})["azd-env-name"] == value("AZURE_ENV_NAME")
      and ($vault.location | region) == $location)
  | ("az keyvault recover --subscription " + value("AZURE_SUBSCRIPTION_ID") + " --name " + .name) as $recover
  | if $vault.purgeProtectionEnabled then
      problem("The vault " + .name + " of this installation was deleted, and its name is reserved until " + $vault.scheduledPurgeDate + ".";
        "az group create --subscription " + value("AZURE_SUBSCRIPTION_ID") + " --location " + $location
        + " --name " + ($vault.vaultId | split("/")[4] | @sh) + " && " + $recover)
    else
      problem("The vault " + .name + " of this installation was deleted, and its name is reserved until it is purged.";
        "az keyvault purge --subscription " + value("AZURE_SUBSCRIPTION_ID") + " --name " + .name + " --location " + $location)
    end;
