import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { type ApiError, fieldErrorsOf, wordsOf } from '../api/answer.ts'
import { t } from '../language/common.ts'

interface ApiFormParts<Values extends Record<string, string>, Answer> {
  initialValues: Values
  validate: { [Field in keyof Values]?: (value: string) => string | null }
  send: (values: Values) => Promise<Answer>
  onDone: (answer: Answer, values: Values) => void
  /** The field that a code of the API is about. */
  fieldOf?: Partial<Record<ApiError['code'], keyof Values & string>>
}

/** A form that the API answers: its word on a field stands at that field, all else above the form. */
export function useApiForm<Values extends Record<string, string>, Answer>(parts: ApiFormParts<Values, Answer>) {
  const { initialValues, validate, send, onDone, fieldOf = {} } = parts
  const fields = Object.keys(initialValues)
  const element = useRef<HTMLFormElement | null>(null)
  const form = useForm<Values>({
    initialValues,
    validate: validate as object,
    validateInputOnBlur: false,
    onSubmitPreventDefault: 'always',
  })
  const sending = useMutation({
    mutationFn: send,
    onSuccess: onDone,
    onError: (error) => {
      const errors = fieldErrorsOf(error, fields, fieldOf)
      form.setErrors(errors)
      focusFirst(errors)
    },
  })

  function focusFirst(errors: object): void {
    const field = fields.find((name) => name in errors)
    element.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus()
  }

  const { error } = sending
  // Not asked of the form: typing in a field ends its error there, and the words must not move up and take the focus.
  const isAboutField = error !== null && Object.keys(fieldErrorsOf(error, fields, fieldOf)).length > 0
  return {
    form,
    isSending: sending.isPending,
    /** Why the last attempt was refused, where that is about no field. */
    problem: error && !isAboutField ? wordsOf(error, t('wentWrong')) : null,
    error,
    ref: element,
    submit: form.onSubmit((values) => sending.mutate(values), focusFirst),
  }
}
