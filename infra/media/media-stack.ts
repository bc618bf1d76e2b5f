import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53'
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'
import { mediaBucket } from './bucket.ts'
import { type Edge, edge } from './edge.ts'
import { type MediaConvert, mediaConvert } from './mediaconvert.ts'

interface Props extends StackProps {
  installation: Installation
  artefacts: string
}

/** Media: where they are kept, what converts them, and what gives them out. */
export class MediaStack extends Stack {
  readonly bucket: Bucket
  readonly mediaConvert: MediaConvert
  readonly edge: Edge

  constructor(scope: Construct, id: string, { installation, artefacts, ...props }: Props) {
    super(scope, id, props)
    this.bucket = mediaBucket(this, installation.mediaBucketName)
    this.mediaConvert = mediaConvert(this, this.bucket)
    this.edge = edge(this, { bucket: this.bucket, installation, artefacts })
    const { id: hostedZoneId, name: zoneName } = installation.zone
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName })
    const record = {
      zone,
      recordName: `${installation.hosts.media}.`,
      target: RecordTarget.fromAlias(new CloudFrontTarget(this.edge.distribution)),
    }
    new ARecord(this, 'Address', record)
    new AaaaRecord(this, 'AddressV6', record)
    new CfnOutput(this, 'DistributionId', { value: this.edge.distribution.distributionId })
  }
}
