import { useMutation, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { DateTime } from '@tessera/ui/date-time'
import { Notice } from '@tessera/ui/notice'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseOrganizer } from '../active-organizer.ts'
import { acceptInvitation, accountQuery, getInvitation, signOut } from '../api/account.ts'
import { isProblem } from '../api/problem.ts'
import { useEntered } from '../entry/entered.ts'
import { EntryPage } from '../entry/entry-page.tsx'
import { forgetInvitation, keepInvitation, keptInvitation } from '../entry/kept-invitation.ts'
import { useLanding } from '../entry/token.ts'
import { ProblemNotice } from '../forms/problem-notice.tsx'
import { LinkButton } from '../link-button.tsx'

export const Route = createFileRoute('/invitations')({ component: InvitationPage })

/** The invitation of the link that was opened, else the one that waits for whoever has just signed in. */
function useInvitationToken(): string {
  const { token } = useLanding()
  const [kept] = useState(keptInvitation)
  useEffect(() => {
    if (token) keepInvitation(token)
  }, [token])
  return token ?? kept ?? ''
}

function useInvitation(token: string) {
  return useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => {
      try {
        return await getInvitation(token)
      } catch (error) {
        // What no longer works is not offered again after the next sign-in.
        if (isProblem(error, 'organizers.invitation_ended', 'request.not_found', 'request.invalid')) forgetInvitation()
        throw error
      }
    },
    retry: false,
  })
}

function InvitationPage() {
  const { t } = useTranslation('console')
  const token = useInvitationToken()
  const { data: account } = useQuery(accountQuery)
  const { data: invitation, error } = useInvitation(token)
  if (error || !invitation) {
    return (
      <EntryPage title={t('entry.invitation')}>
        {error ? <ProblemNotice error={error} /> : <SkeletonText lines={3} />}
        {error && <LinkButton to="/">{t('start.leave')}</LinkButton>}
      </EntryPage>
    )
  }
  const role = t(`role.${invitation.role}.name`)
  return (
    <EntryPage
      title={t('entry.invitation_to', { organizer: invitation.organizer.name })}
      below={t('entry.invitation_below', { role, email: invitation.email })}
      foot={
        <p className="text-sm">
          {t('entry.invitation_until')} <DateTime at={invitation.expires_at} zone={zone} format="short" />
        </p>
      }
    >
      <p className="rounded-md bg-mist px-4 py-3">{t(`role.${invitation.role}.about`)}</p>
      {!account && <Enter />}
      {account && <Answer token={token} invited={invitation.email} email={account.email} />}
    </EntryPage>
  )
}

function Enter() {
  const { t } = useTranslation('console')
  return (
    <div className="grid gap-2">
      <LinkButton to="/sign-in" search={{ return: '/invitations' }} variant="primary" block>
        {t('entry.invitation_sign_in')}
      </LinkButton>
      <LinkButton to="/sign-up" block>
        {t('entry.sign_up')}
      </LinkButton>
    </div>
  )
}

/** The invitation is good for its own address only: whoever is signed in with another one is told before pressing. */
function Answer({ token, invited, email }: { token: string; invited: string; email: string }) {
  const { t } = useTranslation('console')
  const entered = useEntered()
  const accept = useMutation({
    mutationFn: () => acceptInvitation(token),
    onSuccess: async joined => {
      forgetInvitation()
      chooseOrganizer(joined.id)
      await entered('/')
    },
  })
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => entered('/sign-in?return=/invitations') })
  const later = () => {
    forgetInvitation()
    void entered('/')
  }
  const isOther = invited.toLowerCase() !== email.toLowerCase()
  return (
    <div className="grid gap-4">
      <ProblemNotice error={accept.error ?? leave.error} />
      {isOther && (
        <Notice tone="warning" title={t('entry.invitation_elsewhere', { email })}>
          {t('entry.invitation_elsewhere_text', { email: invited })}
        </Notice>
      )}
      <div className="grid gap-2">
        {isOther ? (
          <Button variant="primary" block pending={leave.isPending} onClick={() => leave.mutate()}>
            {t('entry.invitation_switch')}
          </Button>
        ) : (
          <Button variant="primary" block pending={accept.isPending} onClick={() => accept.mutate()}>
            {t('entry.invitation_accept')}
          </Button>
        )}
        <Button block onClick={later}>
          {t('entry.invitation_later')}
        </Button>
      </div>
    </div>
  )
}

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
