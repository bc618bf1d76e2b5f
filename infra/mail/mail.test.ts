import { describe, expect, test } from 'vitest'
import { exampleTemplates, onlyOf, resourcesOf } from '../testing/synthesised.ts'

const templates = exampleTemplates()

describe('mail', () => {
  test('that bounces or is complained of is told to the API, which confirms the subscription itself', () => {
    expect(onlyOf(templates, 'AWS::SES::ConfigurationSetEventDestination')).toMatchObject({
      EventDestination: { Enabled: true, MatchingEventTypes: ['bounce', 'complaint'], SnsDestination: {} },
    })
    const subscriptions = resourcesOf(templates, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties)
    expect(subscriptions.filter(({ Protocol }) => Protocol === 'https')).toMatchObject([
      { Endpoint: 'https://api.example.org/api/newsletter/ses-notifications' },
    ])
  })

  test('is signed, leaves by TLS alone, and only SES of this account tells of it', () => {
    expect(onlyOf(templates, 'AWS::SES::ConfigurationSet')).toMatchObject({ DeliveryOptions: { TlsPolicy: 'REQUIRE' } })
    const records = resourcesOf(templates, 'AWS::Route53::RecordSet').map(([, { Properties }]) => Properties.Type)
    expect(
      records.filter((type) => type === 'CNAME'),
      'DKIM',
    ).toHaveLength(3)
    const [, policy] =
      resourcesOf(templates, 'AWS::SNS::TopicPolicy').find(([, { Properties }]) =>
        JSON.stringify(Properties).includes('ses.amazonaws.com'),
      ) ?? []
    expect(JSON.stringify(policy)).toContain('"AWS:SourceAccount":"111122223333"')
  })
})
