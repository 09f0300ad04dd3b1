import { useMutation } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { useLocale } from '@tessera/ui/i18n'
import { TextField } from '@tessera/ui/text-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signUp } from '../api/account.ts'
import { EntryPage } from '../entry/entry-page.tsx'
import { MailSent } from '../entry/mail-sent.tsx'
import { OtherDoor } from '../entry/other-door.tsx'
import { PageForm } from '../forms/page-form.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'

export const Route = createFileRoute('/sign-up')({ component: SignUpPage })

function SignUpPage() {
  const { t } = useTranslation('console')
  const { locale } = useLocale()
  const [form, setForm] = useState({ name: '', email: '', password: '' })
  const set = (part: Partial<typeof form>) => setForm(before => ({ ...before, ...part }))
  const join = useMutation({ mutationFn: () => signUp({ ...form, locale }) })
  const wrong = useWrong(join.error)
  return (
    <EntryPage
      title={t('entry.sign_up')}
      below={t('entry.sign_up_below')}
      foot={
        <OtherDoor to="/sign-in" label={t('entry.sign_in')}>
          {t('entry.have_account')}
        </OtherDoor>
      }
    >
      {join.isSuccess ? (
        <MailSent email={form.email} />
      ) : (
        <PageForm className="grid gap-4" error={join.error} onSubmit={() => join.mutate()}>
          <TextField
            id={fieldId('name')}
            label={t('entry.your_name')}
            autoComplete="name"
            value={form.name}
            onValueChange={name => set({ name })}
            error={wrong('name')}
          />
          <TextField
            id={fieldId('email')}
            label={t('entry.email')}
            type="email"
            autoComplete="username"
            value={form.email}
            onValueChange={email => set({ email })}
            error={wrong('email')}
          />
          <TextField
            id={fieldId('password')}
            label={t('entry.password')}
            hint={t('entry.password_hint')}
            type="password"
            autoComplete="new-password"
            value={form.password}
            onValueChange={password => set({ password })}
            error={wrong('password')}
          />
          <Button type="submit" variant="primary" block pending={join.isPending}>
            {t('entry.sign_up')}
          </Button>
        </PageForm>
      )}
    </EntryPage>
  )
}
