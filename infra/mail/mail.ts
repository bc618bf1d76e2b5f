import { Stack } from 'aws-cdk-lib'
import { HostedZone } from 'aws-cdk-lib/aws-route53'
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses'
import { Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'

export interface Mail {
  configurationSet: ConfigurationSet
  identityArn: string
  /** Of bounces and complaints. */
  topic: Topic
}

/** The domain that mail comes from, signed by DKIM, and who hears of bounces and complaints: docs/newsletter.md. */
export function mail(
  scope: Construct,
  { zone: { id: hostedZoneId, name: zoneName } }: Pick<Installation, 'zone'>,
): Mail {
  const zone = HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId, zoneName })
  const configurationSet = new ConfigurationSet(scope, 'Mail', {
    reputationMetrics: true,
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
  })
  const identity = new EmailIdentity(scope, 'Sender', {
    identity: Identity.publicHostedZone(zone),
    mailFromDomain: `bounces.${zoneName}`,
  })
  // SES publishes to no topic that the key of SNS encrypts; messages name addresses, and are kept until they are delivered.
  const topic = new Topic(scope, 'MailReports', {
    displayName: 'Better & Bliss: bounces and complaints',
    enforceSSL: true,
  })
  configurationSet.addEventDestination('MailReports', {
    destination: EventDestination.snsTopic(topic),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
  })
  const { partition, region, account } = Stack.of(scope)
  const identityArn = `arn:${partition}:ses:${region}:${account}:identity/${identity.emailIdentityName}`
  return { configurationSet, identityArn, topic }
}
