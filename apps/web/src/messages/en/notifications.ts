export const notifications = {
  title: 'A moment for yourself',
  body: 'This is the time that you chose. A minute is enough, and another day is as good.',
  turnOff: 'Turn off',
  stillOn: 'Not turned off yet',
  stillOnHint: 'There is no network just now. Try again in a while.',
} as const
