/**
 * A simulated Azure: the real SDK clients talk over HTTP to one process on localhost that serves an <em>estate</em>, a
 * folder of plain files in the shapes of the real APIs.
 *
 * <p>{@link io.github.pullresponder.sandbox.SimulatedAzure} combines the packages. Each package uses only those before
 * it:
 *
 * <ul>
 *   <li>{@code json}: JSON trees
 *   <li>{@code estate}: reads and checks the files
 *   <li>{@code http}: requests, responses, faults, the request log, the server, the client that redirects
 *   <li>{@code identity}: tokens and their identities
 *   <li>{@code kql}: the query language of Resource Graph and Log Analytics (uses {@code json} only)
 *   <li>{@code kubernetes}, {@code directory}, {@code teams}: API servers, Microsoft Graph, the Teams webhook
 *   <li>{@code arm}: Resource Manager and Resource Graph
 *   <li>{@code logs}, {@code registry}: Log Analytics, and the registries with their authorization
 *   <li>{@code functions}: a host for the project's functions (uses {@code http} and {@code json} only)
 * </ul>
 */
package io.github.pullresponder.sandbox;
