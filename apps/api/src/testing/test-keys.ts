/** Not guessable by the rules of production, whose servers are tested with them, too. */
export const TEST_KEYS = {
  STREAMING_SECRET_KEY: 'streaming key of tests, which opens nothing elsewhere',
  JWT_SECRET_KEY: 'jwt key of tests, which signs nothing elsewhere',
}
