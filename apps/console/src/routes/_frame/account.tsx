import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Badge } from '@tessera/ui/badge'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { DateTime } from '@tessera/ui/date-time'
import { useLocale } from '@tessera/ui/i18n'
import { PageTitle } from '@tessera/ui/page-title'
import { Select } from '@tessera/ui/select'
import { SkeletonText } from '@tessera/ui/skeleton'
import { TextField } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { accountQuery, changePassword, revokeSession, sessionsQuery, updateAccount } from '../../api/account.ts'
import { useLanguageName } from '../../forms/bilingual-field.tsx'
import { PageForm } from '../../forms/page-form.tsx'
import { fieldId, ProblemNotice, useWrong } from '../../forms/problem-notice.tsx'
import { useHouse, useSession } from '../../session.ts'
import { deviceOf } from '../../settings/device-of.ts'

export const Route = createFileRoute('/_frame/account')({ component: AccountPage })

function AccountPage() {
  const { t } = useTranslation('console')
  const { account } = useSession()
  return (
    <div className="grid max-w-180 gap-5">
      <PageTitle below={account.email}>{t('frame.account')}</PageTitle>
      <NameCard key={account.email} name={account.name} locale={account.locale} />
      <PasswordCard />
      <SessionsCard />
    </div>
  )
}

/** The language of this page is chosen at the foot of the navigation; mails go out when no page is open. */
function NameCard({ name: before, locale: chosen }: { name: string; locale: string }) {
  const { t } = useTranslation('console')
  const { locales } = useLocale()
  const languageName = useLanguageName()
  const client = useQueryClient()
  const toast = useToast()
  const [name, setName] = useState(before)
  const [locale, setLocale] = useState(chosen)
  const save = useMutation({
    mutationFn: () => updateAccount({ name: name.trim(), locale }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: accountQuery.queryKey, exact: true })
      toast({ title: t('action.saved') })
    },
  })
  const wrong = useWrong(save.error)
  return (
    <Card title={t('account.profile')}>
      <PageForm className="grid max-w-96 gap-4" error={save.error} onSubmit={() => save.mutate()}>
        <TextField
          id={fieldId('name')}
          label={t('entry.your_name')}
          hint={t('account.name_hint')}
          autoComplete="name"
          value={name}
          onValueChange={setName}
          error={wrong('name')}
        />
        <Select
          id={fieldId('locale')}
          label={t('account.mail_language')}
          value={locale}
          options={locales.map(each => ({ value: each, label: languageName(each) }))}
          onValueChange={setLocale}
        />
        <Button type="submit" pending={save.isPending} disabled={!name.trim()} className="justify-self-start">
          {t('action.save')}
        </Button>
      </PageForm>
    </Card>
  )
}

function PasswordCard() {
  const { t } = useTranslation('console')
  const toast = useToast()
  const client = useQueryClient()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const save = useMutation({
    mutationFn: () => changePassword({ current_password: current, new_password: next }),
    onSuccess: () => {
      setCurrent('')
      setNext('')
      toast({ title: t('account.password_saved') })
      void client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    },
  })
  const wrong = useWrong(save.error)
  return (
    <Card title={t('entry.password')}>
      <PageForm className="grid max-w-96 gap-4" error={save.error} onSubmit={() => save.mutate()}>
        <TextField
          id={fieldId('current_password')}
          label={t('account.current_password')}
          type="password"
          autoComplete="current-password"
          value={current}
          onValueChange={setCurrent}
        />
        <TextField
          id={fieldId('new_password')}
          label={t('entry.new_password')}
          hint={t('entry.password_hint')}
          type="password"
          autoComplete="new-password"
          value={next}
          onValueChange={setNext}
          error={wrong('new_password') ?? wrong('password')}
        />
        <Button type="submit" pending={save.isPending} disabled={!current || !next} className="justify-self-start">
          {t('account.password_change')}
        </Button>
      </PageForm>
    </Card>
  )
}

function SessionsCard() {
  const { t } = useTranslation('console')
  const client = useQueryClient()
  const toast = useToast()
  const { zone } = useHouse()
  const { data: sessions, error } = useQuery(sessionsQuery)
  const revoke = useMutation({
    mutationFn: revokeSession,
    onSuccess: () => toast({ title: t('account.session_ended') }),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  return (
    <Card title={t('account.sessions')} padding="none">
      <ProblemNotice error={error ?? revoke.error} />
      {!sessions && <SkeletonText lines={3} className="p-5" />}
      <ul className="divide-y divide-line">
        {sessions?.data.map(session => (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 md:px-5"
          >
            <div className="grid gap-0.5">
              <span className="flex items-center gap-2 font-medium">
                {deviceOf(session.user_agent) ?? t('account.unknown_device')}
                {session.current && <Badge tone="success">{t('account.this_device')}</Badge>}
              </span>
              <span className="text-quiet">
                {session.ip && `${session.ip} · `}
                {t('account.last_seen')} <DateTime at={session.last_seen_at} zone={zone} format="short" />
              </span>
            </div>
            {!session.current && (
              <Button size="sm" pending={revoke.isPending} onClick={() => revoke.mutate(session.id)}>
                {t('account.end_session')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
