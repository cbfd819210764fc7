import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { useMayChange } from '../../../sign-in/use-may-change.ts';
import { chooseFile } from './choose-file.ts';

/** Takes the file that "Export" wrote; it can be dropped onto the list as well. */
export function ImportJourneyButton({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  if (!mayChange) return null;
  return (
    <Button title={t('journeyImport.buttonHint')} onClick={() => chooseFile(onFile)}>
      {t('journeyImport.button')}
    </Button>
  );
}
