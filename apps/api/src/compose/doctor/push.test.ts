import { Secret } from '@better-and-bliss/settings'
import { test } from 'vitest'
import { pushServiceStandIn } from '../../testing/push-service.ts'
import { pushCheck } from './push.ts'
import { expectFinding, expectFit } from './testing/outcomes.ts'

const environment = 'production' as const
const webPush = {
  kind: 'vapid' as const,
  privateKey: new Secret('q83vEjRWeJASNFZ4kBI0VniQEjRWeJASNFZ4kBI0Vng'),
  subject: 'mailto:studio@example.org',
  standIn: null,
}

test('push services that answer fit; one that is not reached is named; none at all is to think about in production', async () => {
  await using service = await pushServiceStandIn()
  await expectFit(pushCheck({ webPush, environment }, { services: [service.origin] }), /are reached/)
  const unreached = pushCheck({ webPush, environment }, { services: ['http://127.0.0.1:1/'] })
  await expectFinding(unreached, 'advice', /127\.0\.0\.1 is not reached/)
  await expectFinding(pushCheck({ webPush: { kind: 'off' }, environment }), 'advice', /by mail alone/)
})

test('in development nothing of it is missed', async () => {
  await expectFit(pushCheck({ webPush: { kind: 'off' }, environment: 'development' }), /right in development/)
})
