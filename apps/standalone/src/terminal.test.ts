import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { openTerminal } from './terminal.ts'

const ERASE = '\r\u001b[2K'

test('on a terminal one line changes in place, below all others', () => {
  const output = screen(true)
  const terminal = openTerminal(output)
  terminal.progress('1 of 2')
  terminal.say('api: warning')
  terminal.progress('2 of 2')
  terminal.settle('done')
  terminal.say('bye')
  expect(output.written).toEqual([
    '1 of 2',
    `${ERASE}api: warning\n1 of 2`,
    `${ERASE}2 of 2`,
    `${ERASE}done\n`,
    'bye\n',
  ])
})

test('in a file or a pipe every step is a line', () => {
  const output = screen(false)
  const terminal = openTerminal(output)
  terminal.progress('1 of 2')
  terminal.say('api: warning')
  terminal.settle('done')
  expect(output.written).toEqual(['1 of 2\n', 'api: warning\n', 'done\n'])
})

test('a terminal that was closed does not end us', () => {
  const output = screen(true)
  openTerminal(output)
  expect(() => output.emit('error', new Error('EIO'))).not.toThrow()
})

function screen(isTTY: boolean) {
  const written: string[] = []
  return Object.assign(new EventEmitter(), { isTTY, written, write: (text: string) => written.push(text) })
}
