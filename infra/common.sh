# shellcheck shell=sh
# Shared functions of the installation scripts, which source this file.

# Git Bash on Windows would treat /subscriptions/... as a path and rewrite it.
export MSYS_NO_PATHCONV=1

# fail MESSAGE [EXIT CODE]
fail() {
  printf '%s\n' "$1" >&2
  exit "${2:-1}"
}

# need NAME...: exits with 2 and lists every environment variable that is not set.
need() {
  unset_names=
  for name in "$@"; do
    [ -n "$(printenv "$name")" ] || unset_names="$unset_names $name"
  done
  [ -z "$unset_names" ] || fail "Not set:$unset_names
azd sets them (azd env get-values; azd env set NAME VALUE). To set them by hand, see docs/install.md." 2
}

# need_tool NAME...: exits with 2 if a program is missing.
need_tool() {
  for name in "$@"; do
    command -v "$name" >/dev/null || fail "Not installed: $name. This script calls it." 2
  done
}

need_sign_in() {
  az account show --subscription "$AZURE_SUBSCRIPTION_ID" --output none </dev/null ||
    fail "Not signed in to the subscription $AZURE_SUBSCRIPTION_ID. Sign in first: az login"
}

# scratch: a separate folder for answers and messages, removed at the end.
scratch() {
  scratch=$(mktemp -d) || exit 1
  trap 'rm -rf "$scratch"' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

# read_azure FILE COMMAND...: the JSON output of a command of az or azd; its messages go to $scratch/error. No output is a failure.
read_azure() {
  into=$1
  shift
  "$@" --output json </dev/null >"$into" 2>"$scratch/error" || return
  [ -s "$into" ] || no_answer "$1"
}

no_answer() {
  echo "${1:-az} gave an unreadable answer." >>"$scratch/error"
  return 1
}

# read_list FILE ADDRESS [EXPRESSION]: every page of a list in Azure, each element as one line of JSON, or as the result of a
# jq expression.
read_list() {
  list=$1 page_address=$2 expression=${3:-tojson}
  : >"$list"
  while [ -n "$page_address" ]; do
    read_azure "$scratch/page" az rest --method get --url "$page_address" || return
    jq -r "(.nextLink // .\"@odata.nextLink\" // \"\"), (.value // [] | .[] | $expression)" "$scratch/page" \
      >"$scratch/lines" 2>>"$scratch/error" || no_answer || return
    page_address=$(sed -n 1p "$scratch/lines" | tr -d '\r') # jq writes line ends of Windows there
    sed 1d "$scratch/lines" | tr -d '\r' >>"$list"
  done
}

# The last error of az in one line; without one, its last lines. Many lines of warnings may precede it, and only the first is marked as
# one.
reason() {
  tr -d '\r' <"$scratch/error" | grep -v -e '^WARNING' -e '^$' >"$scratch/messages" || true
  from=$(grep -n '^ERROR' "$scratch/messages" | tail -n 1 | cut -d: -f1)
  if [ -n "$from" ]; then
    sed -n "$from,\$p" "$scratch/messages"
  else
    tail -n 5 "$scratch/messages"
  fi | tr '\n\t' '  ' | cut -c1-400 | sed 's/ *$//'
}

# quoted TEXT: the text, quoted for a shell.
quoted() {
  printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"
}
