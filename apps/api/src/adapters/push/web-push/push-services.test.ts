import { expect, test } from 'vitest'
import { isPushService } from './push-services.ts'

test.each([
  'https://fcm.googleapis.com/fcm/send/dEf:APA91b',
  'https://fcm.googleapis.com/wp/dEf',
  'https://jmt17.google.com/fcm/send/dEf',
  'https://updates.push.services.mozilla.com/wpush/v2/gAAAA',
  'https://web.push.apple.com/QGuQyavXutnMH',
  'https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB',
])('%s is that of a browser', (endpoint) => expect(isPushService(endpoint, null)).toBe(true))

test.each([
  'http://fcm.googleapis.com/fcm/send/a',
  'https://fcm.googleapis.com:8443/fcm/send/a',
  'https://fcm.googleapis.com.example.org/a',
  'https://example.org/fcm.googleapis.com',
  'https://user:word@fcm.googleapis.com/a',
  'https://fcm.googleapis.com@169.254.169.254/a',
  'https://fcm.googleapis.com/a#b',
  'https://notify.windows.com/a',
  'https://.notify.windows.com/a',
  'https://a.b.notify.windows.com/a',
  'https://evilnotify.windows.com/a',
  'https://127.0.0.1/a',
  'https://[::1]/a',
  'https://169.254.169.254/latest/meta-data/',
  'https://localhost/a',
  'file:///etc/passwd',
  'fcm.googleapis.com',
  `https://fcm.googleapis.com/${'a'.repeat(1_024)}`,
])('%s is none', (endpoint) => expect(isPushService(endpoint, null)).toBe(false))

test('what stands in for one is taken where it is set, by its whole origin', () => {
  expect(isPushService('http://127.0.0.1:4000/a', 'http://127.0.0.1:4000')).toBe(true)
  for (const other of ['http://127.0.0.1:4001/a', 'https://127.0.0.1:4000/a', 'http://127.0.0.1:4000@example.org/a'])
    expect(isPushService(other, 'http://127.0.0.1:4000')).toBe(false)
})
