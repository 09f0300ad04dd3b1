import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { PageTitle } from '@tessera/ui/page-title'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useToast } from '@tessera/ui/toast'
import { useTranslation } from 'react-i18next'
import { accountQuery } from '../../api/account.ts'
import { type Organizer, organizerQuery, updateOrganizer } from '../../api/organizers.ts'
import { ProblemNotice, useWrong } from '../../forms/problem-notice.tsx'
import { useVersionedDraft } from '../../forms/use-versioned-draft.ts'
import { VersionedForm } from '../../forms/versioned-form.tsx'
import { useMay, useOrganizer } from '../../session.ts'
import { organizerDraftOf, organizerPatchOf } from '../../settings/organizer-draft.ts'
import { OrganizerFields } from '../../settings/organizer-fields.tsx'

export const Route = createFileRoute('/_frame/settings')({ component: SettingsPage })

function SettingsPage() {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const { data, error } = useQuery(organizerQuery(organizer.id))
  return (
    <div className="grid max-w-220 gap-5">
      <PageTitle below={t('settings.page_text')}>{t('nav.settings')}</PageTitle>
      <ProblemNotice error={error} />
      {data ? <SettingsForm key={data.id} organizer={data} /> : <SkeletonText lines={6} />}
    </div>
  )
}

function SettingsForm({ organizer }: { organizer: Organizer }) {
  const { t } = useTranslation('console')
  const client = useQueryClient()
  const toast = useToast()
  const may = useMay()
  const query = organizerQuery(organizer.id)
  const form = useVersionedDraft<Organizer>({
    current: organizer,
    draftOf: organizerDraftOf,
    save: (onto, draft, keys) =>
      keys.length === 0
        ? Promise.resolve(onto)
        : updateOrganizer(onto.id, onto.version, organizerPatchOf(draft, keys, onto)),
    reload: () => client.fetchQuery({ ...query, staleTime: 0 }),
    onSaved: saved => {
      client.setQueryData(query.queryKey, saved)
      void client.invalidateQueries({ queryKey: accountQuery.queryKey, exact: true })
      toast({ title: t('action.saved') })
    },
  })
  const wrong = useWrong(form.error)
  return (
    <VersionedForm
      form={form}
      editable={may('organizer.edit')}
      nameOf={key => t(`settings.${key.split('.')[0] as 'name'}`)}
    >
      <OrganizerFields draft={form.draft} set={form.set} wrong={wrong} />
    </VersionedForm>
  )
}
