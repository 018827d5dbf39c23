Pull Responder is packaged with these libraries.

<#list dependencyMap as entry>
<#assign library = entry.getKey()>
${library.groupId}:${library.artifactId}:${library.version}
  ${entry.getValue()?join(" or ")}
  ${library.url}
</#list>
