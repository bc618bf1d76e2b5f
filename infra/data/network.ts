import { GatewayVpcEndpointAwsService, IpAddresses, type IVpc, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'
import { PARTS } from '../sizes.ts'

/** Load balancers stand in the public subnets, processes in those that reach out only, database and cache in those that do not. */
export function network(scope: Construct, { availabilityZones, size }: Installation): IVpc {
  return new Vpc(scope, 'Network', {
    ipAddresses: IpAddresses.cidr('10.0.0.0/16'),
    availabilityZones,
    natGateways: PARTS[size].natGateways,
    // What the default group allows nobody uses.
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [
      { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
      { name: 'Processes', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 22 },
      { name: 'Data', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
    ],
    // Media do not pass the NAT gateway, which costs by the gigabyte.
    gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
  })
}
