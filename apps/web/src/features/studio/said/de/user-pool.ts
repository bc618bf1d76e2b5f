import type { Sentences } from '../said.ts'

/** What the doctor finds in a user pool of Cognito: apps/api/src/adapters/aws/cognito/doctor. */
export const userPool: Sentences = {
  around: {},
  sentences: {
    'There is no user pool {pool} in {region} that these credentials may see.':
      'Es gibt in {region} keinen User-Pool {pool}, den diese Zugangsdaten sehen dürfen.',
    'Correct COGNITO_USER_POOL_ID, or use credentials of its account.':
      'Berichtige COGNITO_USER_POOL_ID, oder verwende Zugangsdaten seines Kontos.',
    'The user pool has no app client {client}.': 'Der User-Pool hat keinen App-Client {client}.',
    'Correct COGNITO_CLIENT_ID.': 'Berichtige COGNITO_CLIENT_ID.',
    '{what} app client {client}: its tokens are refused.':
      '{what} App-Client {client}: Seine Tokens werden abgewiesen.',
    'Token revocation is off in': 'Das Widerrufen von Tokens ist aus im',
    'The user pool has no': 'Im User-Pool fehlt der',
    'Set its EnableTokenRevocation to true.': 'Setze sein EnableTokenRevocation auf true.',
    'Correct COGNITO_NATIVE_CLIENT_IDS.': 'Berichtige COGNITO_NATIVE_CLIENT_IDS.',
    'Give the machine a role, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, with the rights of docs/cognito.md; and a way to the internet.':
      'Gib dem Rechner eine Rolle, oder AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY, mit den Rechten aus docs/cognito.md, und einen Weg ins Internet.',
    'Cognito in {region} could not be asked. It says: {reason}':
      'Cognito in {region} ließ sich nicht fragen. Es sagt: {reason}',

    'This is decided when a pool is made: make another one as docs/cognito.md says.':
      'Das wird entschieden, wenn ein Pool angelegt wird: Lege einen anderen an, wie docs/cognito.md es sagt.',
    'The pool does not take the email address as the name to sign in with: nobody can register.':
      'Der Pool nimmt die E-Mail-Adresse nicht als Namen zum Anmelden: Niemand kann sich registrieren.',
    'The pool tells Ada@example.com from ada@example.com: whoever types it differently cannot sign in.':
      'Der Pool unterscheidet Ada@example.com von ada@example.com: Wer es anders schreibt, kann sich nicht anmelden.',
    'The pool mails no codes: no address is ever confirmed.':
      'Der Pool verschickt keine Codes: Keine Adresse wird je bestätigt.',
    'Set AutoVerifiedAttributes to email.': 'Setze AutoVerifiedAttributes auf email.',
    'The pool mails links, and our pages ask for codes.':
      'Der Pool verschickt Links, und unsere Seiten fragen nach Codes.',
    'Set DefaultEmailOption of VerificationMessageTemplate to CONFIRM_WITH_CODE.':
      'Setze DefaultEmailOption von VerificationMessageTemplate auf CONFIRM_WITH_CODE.',
    'A new address replaces the old one before it is verified: a typing error locks its member out.':
      'Eine neue Adresse ersetzt die alte, bevor sie bestätigt ist: Ein Tippfehler sperrt das Mitglied aus.',
    'Set AttributesRequireVerificationBeforeUpdate of UserAttributeUpdateSettings to email.':
      'Setze AttributesRequireVerificationBeforeUpdate von UserAttributeUpdateSettings auf email.',
    'A forgotten password cannot be reset by email.':
      'Ein vergessenes Passwort lässt sich nicht per Mail zurücksetzen.',
    'Put verified_email first in RecoveryMechanisms of AccountRecoverySetting.':
      'Setze verified_email an die erste Stelle der RecoveryMechanisms von AccountRecoverySetting.',
    'Only administrators may make accounts: nobody can register.':
      'Nur Administratoren dürfen Konten anlegen: Niemand kann sich registrieren.',
    'Set AllowAdminCreateUserOnly of AdminCreateUserConfig to false.':
      'Setze AllowAdminCreateUserOnly von AdminCreateUserConfig auf false.',
    'Set MfaConfiguration to OFF.': 'Setze MfaConfiguration auf OFF.',
    'The pool asks everybody for a second factor, which our pages cannot answer: nobody can sign in.':
      'Der Pool verlangt von allen einen zweiten Faktor, den unsere Seiten nicht geben können: Niemand kann sich anmelden.',
    'Whoever sets up a second factor in the pool cannot sign in by our pages any more.':
      'Wer im Pool einen zweiten Faktor einrichtet, kann sich auf unseren Seiten nicht mehr anmelden.',
    'The pool remembers devices: tokens cannot be renewed, and everybody signs in again every few minutes.':
      'Der Pool merkt sich Geräte: Tokens lassen sich nicht erneuern, und alle melden sich alle paar Minuten neu an.',
    'Remove DeviceConfiguration.': 'Entferne DeviceConfiguration.',
    'The pool requires what registration does not ask for ({names}): nobody can register.':
      'Der Pool verlangt, wonach die Registrierung nicht fragt ({names}): Niemand kann sich registrieren.',
    'Add them: aws cognito-idp add-custom-attributes (docs/cognito.md).':
      'Füge sie hinzu: aws cognito-idp add-custom-attributes (docs/cognito.md).',
    'The pool lacks {names}, where role and tier are mirrored.':
      'Dem Pool fehlt {names}, worin Rolle und Tarif gespiegelt werden.',
    'The pool wants passwords of {length} characters and our pages say {ours}: it is told only afterwards.':
      'Der Pool verlangt Passwörter mit {length} Zeichen, und unsere Seiten sagen {ours}: Man erfährt es erst hinterher.',
    'Set MinimumLength of the password policy to {length}.': 'Setze MinimumLength der Passwortrichtlinie auf {length}.',
    'Cognito mails the codes itself, 50 a day at the most.':
      'Cognito verschickt die Codes selbst, höchstens 50 am Tag.',
    'Let it mail by SES: EmailSendingAccount DEVELOPER, with a verified address.':
      'Lass es über SES senden: EmailSendingAccount DEVELOPER, mit einer bestätigten Adresse.',

    'The app client has a secret: every call is refused.':
      'Der App-Client hat ein Geheimnis: Jeder Aufruf wird abgewiesen.',
    'Set COGNITO_CLIENT_SECRET to it.': 'Setze COGNITO_CLIENT_SECRET darauf.',
    'The app client has no secret: every call that proves one is refused.':
      'Der App-Client hat kein Geheimnis: Jeder Aufruf, der eines nachweist, wird abgewiesen.',
    'Unset COGNITO_CLIENT_SECRET.': 'Entferne COGNITO_CLIENT_SECRET.',
    "COGNITO_CLIENT_SECRET is not the app client's: every call is refused.":
      'COGNITO_CLIENT_SECRET ist nicht das des App-Clients: Jeder Aufruf wird abgewiesen.',
    'Copy it from the app client.': 'Übernimm es vom App-Client.',
    'The app client does not allow USER_PASSWORD_AUTH: nobody can sign in.':
      'Der App-Client erlaubt USER_PASSWORD_AUTH nicht: Niemand kann sich anmelden.',
    'Add ALLOW_USER_PASSWORD_AUTH to ExplicitAuthFlows.': 'Füge ALLOW_USER_PASSWORD_AUTH zu ExplicitAuthFlows hinzu.',
    'Token revocation is off: tokens do not say which sign-in they belong to, and none is accepted.':
      'Das Widerrufen von Tokens ist aus: Tokens sagen nicht, zu welcher Anmeldung sie gehören, und keines wird angenommen.',
    'Set EnableTokenRevocation to true.': 'Setze EnableTokenRevocation auf true.',
    'Refresh tokens do not rotate: a stolen one is not found out.':
      'Refresh-Tokens wechseln nicht: Ein gestohlenes fällt nicht auf.',
    'Enable RefreshTokenRotation, with RetryGracePeriodSeconds 30, and take ALLOW_REFRESH_TOKEN_AUTH away.':
      'Schalte RefreshTokenRotation ein, mit RetryGracePeriodSeconds 30, und nimm ALLOW_REFRESH_TOKEN_AUTH weg.',
    'Refresh tokens rotate with a grace of {seconds} seconds: two tabs that renew at once end the sign-in.':
      'Refresh-Tokens wechseln mit einer Frist von {seconds} Sekunden: Zwei Tabs, die zugleich erneuern, beenden die Anmeldung.',
    'Set RetryGracePeriodSeconds of RefreshTokenRotation to 30.':
      'Setze RetryGracePeriodSeconds von RefreshTokenRotation auf 30.',
    'Refresh tokens live {theirs} and REFRESH_TOKEN_EXPIRE_DAYS says {ours} days: the shorter of the two holds.':
      'Refresh-Tokens leben {theirs}, und REFRESH_TOKEN_EXPIRE_DAYS sagt {ours} Tage: Das kürzere von beiden gilt.',
    'Set RefreshTokenValidity to {ours} days, or REFRESH_TOKEN_EXPIRE_DAYS to what it is.':
      'Setze RefreshTokenValidity auf {ours} Tage, oder REFRESH_TOKEN_EXPIRE_DAYS auf seinen Wert.',
    'Access tokens live longer than an hour.': 'Access-Tokens leben länger als eine Stunde.',
    'Set AccessTokenValidity and IdTokenValidity to 15 minutes: they are renewed in silence.':
      'Setze AccessTokenValidity und IdTokenValidity auf 15 Minuten: Sie werden still erneuert.',
    'Cognito says whether an address has an account, to whoever asks it directly.':
      'Cognito sagt, ob eine Adresse ein Konto hat, wenn man es direkt fragt.',
    'Set PreventUserExistenceErrors to ENABLED.': 'Setze PreventUserExistenceErrors auf ENABLED.',
    'Tokens do not tell {names}.': 'Tokens nennen {names} nicht.',
    'Add them to ReadAttributes of the app client.': 'Füge sie zu ReadAttributes des App-Clients hinzu.',
    'Registration may not write {names}.': 'Die Registrierung darf {names} nicht schreiben.',
    'Add them to WriteAttributes of the app client.': 'Füge sie zu WriteAttributes des App-Clients hinzu.',
    'COGNITO_DOMAIN is not a domain of this user pool.': 'COGNITO_DOMAIN ist keine Domain dieses User-Pools.',
    'Give the pool a domain, or correct COGNITO_DOMAIN.': 'Gib dem Pool eine Domain, oder berichtige COGNITO_DOMAIN.',
    'The app client does not allow the authorization code flow.':
      'Der App-Client erlaubt den Authorization Code Flow nicht.',
    'Set AllowedOAuthFlowsUserPoolClient to true and AllowedOAuthFlows to code.':
      'Setze AllowedOAuthFlowsUserPoolClient auf true und AllowedOAuthFlows auf code.',
    'The app client lacks the scopes {names}.': 'Dem App-Client fehlen die Scopes {names}.',
    'Add them to AllowedOAuthScopes.': 'Füge sie zu AllowedOAuthScopes hinzu.',
    "{url} is none of the app client's callback addresses.": '{url} ist keine der Callback-Adressen des App-Clients.',
    'Add it to CallbackURLs.': 'Füge sie zu CallbackURLs hinzu.',
    'Google is no identity provider of the pool.': 'Google ist kein Identity Provider des Pools.',
    'Add it (docs/cognito.md), or unset COGNITO_DOMAIN.':
      'Füge ihn hinzu (docs/cognito.md), oder entferne COGNITO_DOMAIN.',
    'The app client does not offer Google.': 'Der App-Client bietet Google nicht an.',
    'Add Google to SupportedIdentityProviders.': 'Füge Google zu SupportedIdentityProviders hinzu.',
    'What Google says of {names} does not reach the pool: nobody gets in by it.':
      'Was Google über {names} sagt, erreicht den Pool nicht: Niemand kommt damit hinein.',
    'Map email, email_verified and name of Google to the attributes of these names.':
      'Bilde email, email_verified und name von Google auf die Attribute dieser Namen ab.',
  },
}
