package io.github.pullresponder.cluster;

import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/**
 * The primary network interface of a machine, or of every instance of a scale set.
 *
 * @param securityGroup the network security group of the interface; the subnet's group applies as well
 */
public record NetworkInterface(ResourceId subnet, Optional<ResourceId> securityGroup) {}
