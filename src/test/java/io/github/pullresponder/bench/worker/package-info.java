/**
 * The part of the Java worker of Azure Functions that calls a function. {@link io.github.pullresponder.bench.ColdStart} runs it
 * in a separate JVM, without the other tests, so that only the package's classes are counted.
 */
package io.github.pullresponder.bench.worker;
