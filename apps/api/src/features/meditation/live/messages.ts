import { CLOSE, type ClientMessage, clientMessageSchema } from '@better-and-bliss/breath/protocol'
import { ENDINGS, type Ending, endingFor } from './endings.ts'

/** A text message as what it says, or why its socket is closed. */
export function readMessage(text: string): { message: ClientMessage } | { ending: Ending } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ending: ENDINGS.notJson }
  }
  const { data, error } = clientMessageSchema.safeParse(value)
  if (data) return { message: data }
  const [issue] = error.issues
  const sentence = [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')
  return { ending: endingFor(CLOSE.invalidPayload, 'invalid_message', sentence) }
}
