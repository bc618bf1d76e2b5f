/** Lines for the person at the terminal, with at most one line below them that changes in place. */
export interface Terminal {
  say: (text: string) => void
  /** Replaces the changing line; on anything but a terminal each is a line of its own. */
  progress: (text: string) => void
  /** Ends the changing line with its last text. */
  settle: (text: string) => void
}

interface Output {
  isTTY?: boolean
  write(text: string): unknown
  on(event: 'error', listener: () => void): unknown
}

const ERASE_LINE = '\r\u001b[2K'

export function openTerminal(output: Output): Terminal {
  let changing = ''
  // A terminal that was closed must not end us before we have ended what we started.
  output.on('error', () => {})
  const write = (permanent: string, passing: string) => {
    output.write(`${changing && ERASE_LINE}${permanent}${passing}`)
    changing = passing
  }
  return {
    say: (text) => write(`${text}\n`, changing),
    progress: (text) => (output.isTTY ? write('', text) : write(`${text}\n`, '')),
    settle: (text) => write(`${text}\n`, ''),
  }
}
