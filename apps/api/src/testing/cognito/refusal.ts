/** An exception of Cognito, by its exact name and message. */
export class Refusal extends Error {
  readonly type: string
  readonly status: number

  constructor(type: string, message: string, status = 400) {
    super(message)
    this.type = type
    this.status = status
  }
}

export const notAuthorized = (message = 'Incorrect username or password.') =>
  new Refusal('NotAuthorizedException', message)

export const invalidParameter = (message: string) => new Refusal('InvalidParameterException', message)

export const userNotFound = (message = 'User does not exist.') => new Refusal('UserNotFoundException', message)

export const limitExceeded = () =>
  new Refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.')
