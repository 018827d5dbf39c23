# The conclusions of reconcile.sh and remove.sh from the inventory: a list of {kind, subscription, owner, value}, in which value is Azure's
# answer. A kind that begins with "unread" is a list that could not be read.

def low: ascii_downcase;
def last_part: split("/") | last | low;

# The segment of a resource id that follows a name, in any letter case.
def after($name):
  split("/") as $parts
  | [range(0; ($parts | length) - 1) | select(($parts[.] | low) == ($name | low)) | $parts[. + 1]]
  | first // "-";

# --- The wanted resources, from the same variables that the .bicepparam files and the templates read; ids in lower case ---

# In a list, because jq before 1.7 catches errors of what follows, too.
def parsed($name; $default):
  [try ({value: (env[$name] // "" | if . == "" then $default else fromjson end)}) catch {}][0]
  | if has("value") then .value else error($name + " is not JSON: " + env[$name]) end;

def list($name):
  parsed($name; [])
  | if type == "array" and all(.[]; type == "string") then map(low) else error($name + " is not a JSON array of texts") end;

def existing_topics:
  parsed("EXISTING_TOPICS"; {})
  | if type == "object" then
      with_entries({key: (.key | low | if contains("/") then . else "/subscriptions/" + . end), value: (.value | low)})
    else error("EXISTING_TOPICS is not a JSON object") end;

def is_on($name): (env[$name] // "" | low) == "true";

# The wanted resources if nothing is watched.
def nothing:
  (env.AZURE_SUBSCRIPTION_ID | low) as $home
  | {
      home: $home,
      group: ("/subscriptions/" + $home + "/resourcegroups/" + (env.AZURE_RESOURCE_GROUP // "" | low)),
      subscriptions: [], registries: [], clusters: [], workspaces: [], topics: {}, logs: false, filters: {}, roles: []
    };

def wanted($roles; $operations):
  ($roles | map({(.capability): .name}) | add) as $name
  | nothing
  | .home as $home
  | . + {
      subscriptions: (list("WATCHED_SUBSCRIPTIONS") | if . == [] then [$home] else . end),
      registries: list("WATCHED_REGISTRIES"),
      clusters: list("WATCHED_CLUSTERS"),
      workspaces: list("WATCHED_WORKSPACES"),
      topics: existing_topics,
      logs: ((env.REGISTRY_LOGS_WORKSPACE_ID // "") != ""),
      filters: {subscription: ($operations.subscription | length), registry: 1, cluster: 1},
      roles: [
        $name.core,
        (if is_on("PULLRESPONDER_PULL_SECRETS") then $name.pullSecrets else empty end),
        (if is_on("PULLRESPONDER_ADMIN_PASSWORDS") then $name.adminPasswords else empty end),
        (if is_on("PULLRESPONDER_CATALOG") then $name.catalog else empty end)
      ]
    };

# --- Resources of the app ---

def app: env.FUNCTION_APP_NAME;
def ours: ((.tags // {})["pull-responder"] // "") == app;

# Event subscriptions of the app: <app>-0, <app>-1, ...
def numbered: startswith(app + "-") and (.[(app | length) + 1:] | test("^[0-9]+$"));
def number: .[(app | length) + 1:] | tonumber;

# "Pull Responder Reader (<app>, <subscription>)"; in older versions "(<app>)".
def own_role: startswith("Pull Responder")
  and (endswith(" (" + app + ")") or (contains(" (" + app + ", ") and endswith(")")));

def wanted_role($want):
  low as $name
  | any($want.subscriptions[]; . as $in | any($want.roles[]; (. + " (" + app + ", " + $in + ")" | low) == $name));

# Sources of events, as ids in lower case.
def wanted_source($want):
  . as $source
  | any(($want.subscriptions[] | "/subscriptions/" + .), $want.registries[], $want.clusters[]; . == $source);
def filters($want):
  if test("^/subscriptions/[^/]+$") then $want.filters.subscription
  elif test("/microsoft.containerregistry/") then $want.filters.registry
  else $want.filters.cluster end;

def source: (.properties.source // "") | low;
# Another topic is used for the source. EXISTING_TOPICS may also name the app's own.
def replaced($want): (.id | low) as $id | $want.topics[source] | . != null and . != $id;
def unwanted_topic($want): (source | wanted_source($want) | not) or replaced($want);

# --- Resources to remove ---

# Kind, id, description, subscription, group and name.
def row($kind; $what): [$kind, .id, $what, (.id | after("subscriptions")), (.id | after("resourceGroups")), .name // "-"];

def all_of($kind): .[] | select(.kind == $kind);

# Topics, each with its event subscriptions as children, and with "known" if those could be read.
def topics: . as $inventory
  | [all_of("topics") | .value | . as $topic
    | . + {
        children: [$inventory | all_of("event subscriptions") | select(.owner == $topic.id) | .value],
        known: ([$inventory | all_of("unread event subscriptions") | select(.owner == $topic.id)] == [])
      }];

def is_of_app: (env.APP_PRINCIPAL_ID // "" | low) as $principal
  | $principal != "" and (.properties.principalId // "" | low) == $principal;
# The addition for an assignment to another principal, such as the identity of the app before it was created again.
def of_another: if (env.APP_PRINCIPAL_ID // "") == "" or is_of_app then "" else ", of " + (.properties.principalId // "another principal") end;

# The app's roles, each with the part of its id that is the same at every scope.
def roles: [all_of("role definitions") | .value | select(.properties.roleName // "" | own_role) | . + {guid: (.id | last_part)}]
  | unique_by(.guid);
# Assignments to the app's identity, and of the app's roles to any principal.
def assignments: roles as $roles
  | [all_of("role assignments") | .value | . + {guid: (.properties.roleDefinitionId | last_part)}
    | select(is_of_app or (.guid as $guid | any($roles[]; .guid == $guid)))]
  | unique_by(.id | low);

def event_subscription_rows($want):
  topics[] | . as $topic | source as $source | $want.topics[$source] as $existing
  | .children[] | select(.name | numbered)
  | select(($source | wanted_source($want) | not)
      or (if $existing then $existing != ($topic.id | low) else ($topic | ours | not) end)
      or (.name | number) >= ($source | filters($want)))
  | row("event subscription"; .name + " of topic " + $topic.name) + [$topic.name];

def topic_rows($want):
  topics[] | select(ours and unwanted_topic($want)) | select(.known and all(.children[]; .name | numbered))
  | row("topic"; .name + ", events of " + .properties.source);

def rule_rows($want):
  all_of("alert rules") | .value
  | select((.name | low | startswith((app | low) + "-failed-pulls-")) or ours)
  | select(any(.properties.scopes[]?; low as $scope | any($want.workspaces[]; . == $scope)) | not)
  | row("alert rule"; .name);

def setting_rows($want):
  all_of("diagnostic settings") | (.owner | low) as $registry | .value
  | select((.name | low) == (app | low))
  | select(($want.logs and any($want.registries[]; . == $registry)) | not)
  | row("diagnostic setting"; .name + " of registry " + ($registry | last_part));

def assignment_rows($want):
  roles as $roles
  | assignments[] | . as $assignment
  | $roles[] | select(.guid == $assignment.guid) | .properties.roleName | select(wanted_role($want) | not) | . as $name
  | $assignment | row("role assignment"; $name + " at " + .properties.scope + of_another);

def role_rows($want):
  roles[] | select(.properties.roleName | wanted_role($want) | not) | row("role definition"; .properties.roleName);

def group_rows($want):
  all_of("groups") | (.subscription | low) as $in | ("/subscriptions/" + $in) as $source | .value as $value | $value
  | select($in != $want.home and (.name | low) == ("rg-" + app | low))
  | ($want.topics[$source] // "") as $existing
  | select(($source | wanted_source($want) | not) or ($existing != "" and ($existing | startswith(($value.id | low) + "/") | not)))
  | row("group"; .name + " in subscription " + $in + ", if it contains nothing else");

def others_of: [.children[] | .name | select(numbered | not)];
def shared_topics($want): topics[] | select(ours and unwanted_topic($want) and others_of != []);
def shared_topic_notes($want):
  shared_topics($want) | others_of as $others
  | "The topic " + .name + " remains: others have event subscriptions there: " + ($others | join(", ")) + ". " + .id;

def in_app_group($want): .id | low | startswith($want.group + "/");
# True if it is unknown whether others use a topic in the app's own group.
def topics_unknown($want): any(all_of("unread topics"); (.subscription | low) == $want.home)
  or any(topics[]; in_app_group($want) and (.known | not));

def foreign_assignment_notes($want):
  roles as $roles
  | assignments[] | select(is_of_app) | .guid as $guid | select(any($roles[]; .guid == $guid) | not)
  | select(.properties.scope | low | startswith($want.group + "/") | not)
  | "The identity of the app has a role that the templates did not assign, at " + .properties.scope + ". If it is not wanted:",
    "  az role assignment delete --ids " + (.id | @sh);

# Lines of text: the resources to remove, in the order that Azure requires, and those that remain, with the reasons.
def findings($want):
  ((event_subscription_rows($want), topic_rows($want), rule_rows($want), setting_rows($want), assignment_rows($want),
      role_rows($want), group_rows($want))
    | "plan\t" + (map(gsub("[\\t\\r\\n]"; " ")) | join("\t"))),
  ((shared_topic_notes($want), foreign_assignment_notes($want)) | "note\t" + gsub("[\\t\\r\\n]"; " "));
