/**
 * The part of the Java worker of Azure Functions that calls a function, and no more: {@link
 * io.github.pullresponder.bench.ColdStart} runs it in a JVM of its own, apart from the rest of the tests, so that only the
 * package's classes are counted.
 */
package io.github.pullresponder.bench.worker;
