export { type Country, type HandedRequest, noCountry } from './country.ts'
export { type CountrySource, openCountry } from './open-country.ts'
