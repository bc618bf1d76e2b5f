// Ends with 0 when the address that its argument names answers well. Plain JavaScript: it runs twice a minute, and starts at once.
try {
  const { ok } = await fetch(process.argv[2], { signal: AbortSignal.timeout(5_000) })
  process.exit(ok ? 0 : 1)
} catch {
  process.exit(1)
}
