/** The languages that a request asks for by `Accept-Language` (RFC 9110, 12.5.4), what is preferred first; refused ones are left out. */
export function acceptedLanguages(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
      return { tag, weight: weightOf(parameters) }
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

function weightOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => /^q=/i.test(parameter))
  return weight === undefined ? 1 : Number(weight.slice(2)) || 0
}
