import { expect, test } from 'vitest'
import { deviceName, partsOfDeviceName } from './device-names.ts'

test.each([
  [{ app: 'Firefox', system: 'Linux' }, 'Firefox on Linux'],
  [{ app: 'Firefox' }, 'Firefox'],
  [{}, 'Unknown device'],
])('%j is named, and read again, as %s', (parts, name) => {
  expect(deviceName(parts)).toBe(name)
  expect(partsOfDeviceName(name)).toEqual(parts)
})

test('a system alone is a name as well', () => {
  expect(deviceName({ system: 'iPhone' })).toBe('iPhone')
})
