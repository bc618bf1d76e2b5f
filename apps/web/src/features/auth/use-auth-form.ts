import type { ConfirmationRequired, SignedIn } from '@better-and-bliss/sdk'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { type ApiError, fieldErrorsOf, wordsOf } from '../../api/answer.ts'
import { useSignIn } from '../../sign-in/use-sign-in.ts'

interface AuthFormParts<Values extends Record<string, string>> {
  initialValues: Values
  validate: { [Field in keyof Values]?: (value: string) => string | null }
  send: (values: Values) => Promise<SignedIn | ConfirmationRequired>
  /** The field that a code of the API is about. */
  fieldOf?: Partial<Record<ApiError['code'], keyof Values & string>>
}

/** A form whose answer signs somebody in: the API's word on a field stands at that field, all else above the form. */
export function useAuthForm<Values extends Record<string, string>>(parts: AuthFormParts<Values>) {
  const { initialValues, validate, send, fieldOf = {} } = parts
  const signIn = useSignIn()
  const form = useForm<Values>({
    initialValues,
    validate: validate as object,
    validateInputOnBlur: false,
    onSubmitPreventDefault: 'always',
  })
  const sending = useMutation({
    mutationFn: send,
    onSuccess: (answer) => {
      if ('user' in answer) signIn.begin(answer)
    },
    onError: (error) => {
      const errors = fieldErrorsOf(error, Object.keys(initialValues), fieldOf)
      form.setErrors(errors)
      focusFirst(Object.keys(initialValues).find((field) => field in errors))
    },
  })
  const { data: answer, error } = sending
  const hasFieldErrors = Object.keys(form.errors).length > 0
  return {
    form,
    isSending: sending.isPending,
    problem: error && !hasFieldErrors ? wordsOf(error, 'Something went wrong. Try again.') : null,
    /** What to do before one is signed in. */
    notice: answer && 'confirmation_required' in answer ? answer.message : null,
    submit: form.onSubmit(
      (values) => sending.mutate(values),
      (errors) => focusFirst(Object.keys(initialValues).find((field) => field in errors)),
    ),
  }
}

function focusFirst(field: string | undefined): void {
  if (field) document.querySelector<HTMLElement>(`form [name="${field}"]`)?.focus()
}
