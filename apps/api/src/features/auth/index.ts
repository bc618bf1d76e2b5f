import fastifyCookie from '@fastify/cookie'
import type { App } from '../../http/app.ts'
import { callback } from './callback.ts'
import { changeEmail } from './change-email.ts'
import { changePassword } from './change-password.ts'
import { confirm } from './confirm.ts'
import { confirmEmailChange } from './confirm-email-change.ts'
import { deleteAccount } from './delete-account.ts'
import { endOtherSignIns } from './end-other-sign-ins.ts'
import { endSignIn } from './end-sign-in.ts'
import { forgotPassword } from './forgot-password.ts'
import { getProfile } from './get-profile.ts'
import { google } from './google.ts'
import { jwks } from './jwks.ts'
import { keepAccount } from './keep-account.ts'
import { listSignIns } from './list-sign-ins.ts'
import { login } from './login.ts'
import { loginChallenge } from './login-challenge.ts'
import { logout } from './logout.ts'
import { me } from './me.ts'
import { options } from './options.ts'
import type { AuthParts } from './parts.ts'
import { refresh } from './refresh.ts'
import { register } from './register.ts'
import { resendConfirmation } from './resend-confirmation.ts'
import { resetPassword } from './reset-password.ts'
import { stepUp } from './step-up.ts'
import { updateProfile } from './update-profile.ts'

/** Members: who they are, and how they come and go. Only here are cookies written, so only here is their plugin. */
export async function auth(app: App, parts: AuthParts): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(fastifyCookie)
    register(scope, parts)
    confirm(scope, parts)
    resendConfirmation(scope, parts)
    login(scope, parts)
    loginChallenge(scope, parts)
    forgotPassword(scope, parts)
    resetPassword(scope, parts)
    me(scope, parts)
    getProfile(scope, parts)
    updateProfile(scope, parts)
    changePassword(scope, parts)
    changeEmail(scope, parts)
    confirmEmailChange(scope, parts)
    logout(scope, parts)
    refresh(scope, parts)
    jwks(scope, parts)
    options(scope, parts)
    google(scope, parts)
    callback(scope, parts)
    listSignIns(scope, parts)
    endSignIn(scope, parts)
    endOtherSignIns(scope, parts)
    deleteAccount(scope, parts)
    keepAccount(scope, parts)
    stepUp(scope, parts)
  })
}
