import { TextArea } from '@tessera/ui/text-field'
import { FileUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { FileButton } from '../forms/file-button.tsx'
import { fieldId } from '../forms/problem-notice.tsx'

type Props = {
  content: string
  /** Where it came from; null for what was typed or pasted. */
  fileName: string | null
  onContent: (text: string, fileName: string | null) => void
  wrong: (path: string) => string | undefined
}

const MOST_SHOWN = 20_000

/** What is to be imported: a file, or the text itself. A large one is counted, not shown. */
export function ContentField({ content, fileName, onContent, wrong }: Props) {
  const { t } = useTranslation('console')
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <FileButton
          label={t('import.choose')}
          icon={<FileUp className="size-4" aria-hidden="true" />}
          accept=".json,.jsonld,.csv,.ics,.txt,text/*,application/json,application/ld+json"
          onFile={file => void file?.text().then(text => onContent(text, file.name))}
        />
        {fileName && <span className="text-quiet">{fileName}</span>}
      </div>
      {content.length <= MOST_SHOWN ? (
        <TextArea
          id={fieldId('content')}
          label={t('import.paste')}
          hint={t('import.paste_hint')}
          rows={6}
          className="[&_textarea]:max-h-80 [&_textarea]:font-mono [&_textarea]:text-xs"
          spellCheck={false}
          value={content}
          onValueChange={text => onContent(text, null)}
          error={wrong('content')}
        />
      ) : (
        <p className="text-quiet">{t('import.large', { count: content.length })}</p>
      )}
    </>
  )
}
