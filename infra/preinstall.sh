#!/bin/sh
# Checks, before anything is created, the requirements of an installation: tools, sign-in, values, rights, resource
# providers, region, existing topics and diagnostic settings, the subnet. Lists all problems together, each with its
# fix, and then shows the resources that Azure would create (what-if). It changes nothing. azd runs it before it
# provisions. preinstall.ps1 does the same.
#
# Needs AZURE_SUBSCRIPTION_ID, AZURE_LOCATION, AZURE_ENV_NAME, and reads the variables of the .bicepparam files.
# Exits with 0 if there is no problem, 1 if there is one, 2 if a variable is missing. Unreadable data is "not checked",
# which is neither.
set -eu
cd "$(dirname "$0")"
. ./common.sh

need AZURE_SUBSCRIPTION_ID AZURE_LOCATION AZURE_ENV_NAME
scratch
report=$scratch/report
: >"$report"

# One line each: its kind, the problem and the fix, separated by tabs.
problem() { printf 'problem\t%s\t%s\n' "$1" "$2" >>"$report"; }
not_checked() { printf 'unchecked\t%s: %s\t\n' "$1" "$(reason)" >>"$report"; }

# judge FILE EXPRESSION: adds the conclusions of preinstall.jq from an answer.
judge() {
  jq -r -L . "include \"preinstall\"; $2" "$1" >"$scratch/judged" 2>"$scratch/error" || {
    not_checked "an answer of az"
    return 0
  }
  tr -d '\r' <"$scratch/judged" >>"$report"
}

show_report() {
  if grep -q '^note' "$report"; then
    echo "Notes:"
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
bicep_minimum=0.36.1  # the first with typed variables (Azure/bicep#17055)
azd_minimum=1.17.0    # the first that brings that Bicep, which azd uses instead of the one of az (Azure/azure-dev#5245)
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
# Only the installation with azd needs it.
if command -v azd >/dev/null; then
  if ! read_azure "$scratch/azd" azd version; then
    not_checked "the version of azd"
  else
    azd_version=$(jq -r '.azd.version // "0"' "$scratch/azd" | tr -d '\r')
    at_least "$azd_version" "$azd_minimum" ||
      problem "azd is version $azd_version, and the templates need $azd_minimum or newer." \
        "https://learn.microsoft.com/azure/developer/azure-developer-cli/install-azd"
  fi
fi

# --- Sign-in ---

if ! az account show --subscription "$AZURE_SUBSCRIPTION_ID" --output none </dev/null 2>"$scratch/error"; then
  problem "Not signed in to the subscription $AZURE_SUBSCRIPTION_ID: $(reason)" "az login"
  show_report
fi

# --- Values ---

jq -n -L . 'include "preinstall"; settings' >"$scratch/settings" 2>"$scratch/error" ||
  fail "The values cannot be checked: $(reason)"
jq -r '.problems[]' "$scratch/settings" | tr -d '\r' >>"$report"
location=$(jq -r .location "$scratch/settings" | tr -d '\r')
export location

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
  id=$(jq -r ".subscriptions[$1].id" "$scratch/settings" | tr -d '\r')
  rights_known=true topics_known=true
  if ! read_list "$scratch/rights" "/subscriptions/$id/providers/Microsoft.Authorization/permissions?api-version=2022-04-01"; then
    rights_known=false
    not_checked "your rights on subscription $id"
  fi
  if ! read_azure "$scratch/providers" az provider list --subscription "$id" \
    --query "[].{namespace:namespace,state:registrationState}"; then
    not_checked "resource providers of subscription $id"
    echo null >"$scratch/providers"
  fi
  if ! read_list "$scratch/topics" "/subscriptions/$id/providers/Microsoft.EventGrid/systemTopics?api-version=2025-02-15"; then
    topics_known=false
    # There is none if the provider is not registered.
    grep -Eqi 'MissingSubscriptionRegistration|SubscriptionNotRegistered' "$scratch/error" || not_checked "topics of subscription $id"
  fi
  # shellcheck disable=SC2016 # These are variables of jq.
  jq -n --slurpfile settings "$scratch/settings" --slurpfile rights "$scratch/rights" \
    --slurpfile providers "$scratch/providers" --slurpfile topics "$scratch/topics" --argjson position "$1" \
    --argjson rights_known "$rights_known" --argjson topics_known "$topics_known" \
    '{settings: $settings[0], position: $position, rights: $rights, rights_known: $rights_known, providers: $providers[0],
      topics: $topics, topics_known: $topics_known}' >"$scratch/subscription"
  judge "$scratch/subscription" subscription
}

count=$(jq '.subscriptions | length' "$scratch/settings" | tr -d '\r')
position=0
while [ "$position" -lt "$count" ]; do
  check_subscription "$position"
  position=$((position + 1))
done

# --- Watched resources ---

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
  judge "$scratch/diagnostics" 'diagnostic_settings(env.registry)'
done <"$scratch/registries"

# --- The app's subnet ---

# For an existing subnet: the region of its network, and the right to join it.
check_subnet() {
  if ! read_azure "$scratch/network" az network vnet show --ids "${APP_SUBNET_ID%/*/*}"; then
    not_checked "the region of the subnet's network"
  else
    judge "$scratch/network" 'app_network(env.location)'
  fi
  if ! read_list "$scratch/rights" "$APP_SUBNET_ID/providers/Microsoft.Authorization/permissions?api-version=2022-04-01"; then
    not_checked "your rights on the subnet"
  else
    jq -s '{rights: .}' "$scratch/rights" >"$scratch/rights-on-subnet"
    judge "$scratch/rights-on-subnet" join_subnet
  fi
}

if [ -n "${APP_SUBNET_ID:-}" ]; then
  case ${APP_SUBNET_ID##*/} in
    *_*) problem "The name of the subnet ${APP_SUBNET_ID##*/} has an underscore, which Flex Consumption does not allow." "Create a subnet of another name." ;;
  esac
  if ! read_azure "$scratch/subnet" az network vnet subnet show --ids "$APP_SUBNET_ID"; then
    if grep -q 'NotFound' "$scratch/error"; then
      problem "$APP_SUBNET_ID does not exist." "az network vnet subnet create --delegations Microsoft.App/environments"
    else
      not_checked "the subnet $APP_SUBNET_ID"
    fi
  else
    judge "$scratch/subnet" app_subnet
    check_subnet
  fi
fi

# --- A deleted vault, whose name remains reserved ---

if ! read_azure "$scratch/vaults" az keyvault list-deleted --subscription "$AZURE_SUBSCRIPTION_ID" --resource-type vault; then
  not_checked "deleted vaults"
else
  judge "$scratch/vaults" 'deleted_vaults(env.location)'
fi

# --- Prediction by Azure ---

if jq -e '.problems == []' "$scratch/settings" >/dev/null; then
  az deployment sub what-if --subscription "$AZURE_SUBSCRIPTION_ID" --location "$location" --name "$AZURE_ENV_NAME-app" \
    --parameters main.bicepparam </dev/null 2>"$scratch/error" ||
    problem "Azure refuses the deployment: $(reason)" "See its message; the same without creating anything: az deployment sub what-if"
else
  printf 'unchecked\tthe resources that Azure would create: some values are invalid\t\n' >>"$report"
fi
show_report
