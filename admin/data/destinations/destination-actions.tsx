import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Destination,
  destination as destinationSchema,
  replayStarted,
  rotatedSecret,
  testDestinationResponse,
} from '#contracts/api/destination.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { ChoiceMenu } from '../../shared/ui/choice-menu.tsx';
import { CodeBlock } from '../../shared/ui/code-block.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Modal } from '../../shared/ui/modal.tsx';
import { useDestinationAction } from './destination-queries.ts';
import { SecretDialog } from './destination-secret.tsx';

export function DestinationActions({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const { tell, ask } = useFeedback();
  const { id } = destination;
  const move = useDestinationAction(id, destinationSchema);
  const test = useDestinationAction(id, testDestinationResponse);
  const rotate = useDestinationAction(id, rotatedSecret);
  const replay = useDestinationAction(id, replayStarted);
  const [replaying, setReplaying] = useState(false);
  const paused = destination.status === 'paused';
  const rotateSecret = async () => {
    const agreed = await ask({
      ...{ title: t('destinations.rotate'), text: t('destinations.rotateText') },
      ...{ agree: t('destinations.rotate'), decline: t('action.cancel') },
    });
    if (agreed) rotate.mutate({ path: 'rotate-secret' });
  };
  const replayFailed = () =>
    replay.mutate(
      { path: 'replay-failed' },
      { onSuccess: ({ streams }) => tell(t('destinations.replayedFailed', { count: streams })) },
    );
  return (
    <>
      <Button loading={test.isPending} onClick={() => test.mutate({ path: 'test' })}>
        {t('destinations.test')}
      </Button>
      <Button
        type={paused ? 'primary' : 'default'}
        icon={<Icon name={paused ? 'play' : 'pause'} />}
        loading={move.isPending}
        onClick={() => move.mutate({ path: paused ? 'resume' : 'pause' })}
      >
        {t(paused ? 'destinations.resume' : 'destinations.pause')}
      </Button>
      <ChoiceMenu
        menu={{
          items: [
            { key: 'period', label: t('destinations.replayPeriod'), onClick: () => setReplaying(true) },
            { key: 'failed', label: t('destinations.replayFailed'), onClick: replayFailed },
            { key: 'rotate', label: t('destinations.rotate'), onClick: () => void rotateSecret() },
          ],
        }}
      >
        <Button type="text" aria-label={t('destinations.more')} icon={<Icon name="more" />} />
      </ChoiceMenu>
      {test.data ? (
        <Modal
          open
          title={t(test.data.ok ? 'destinations.testTaken' : 'destinations.testRefused')}
          onCancel={() => test.reset()}
          footer={null}
          width={640}
        >
          <p>
            {t('destinations.testAnswer', { answer: test.data.statusCode ?? test.data.reason })}{' '}
            {test.data.detail ? <span className="soft">{test.data.detail}</span> : null}
          </p>
          <CodeBlock code={JSON.stringify(JSON.parse(test.data.body), undefined, 2)} />
        </Modal>
      ) : null}
      {rotate.data ? <SecretDialog secret={rotate.data.secret} onClose={() => rotate.reset()} /> : null}
      {replaying ? (
        <ReplayDialog
          onClose={() => setReplaying(false)}
          onReplay={(body) => {
            setReplaying(false);
            replay.mutate({ path: 'replay', body }, { onSuccess: () => tell(t('destinations.replaying')) });
          }}
        />
      ) : null}
    </>
  );
}

interface ReplayDialogProps {
  readonly onClose: () => void;
  readonly onReplay: (period: { from: string; to: string }) => void;
}

function ReplayDialog({ onClose, onReplay }: ReplayDialogProps) {
  const { t } = useTranslation();
  const [period, setPeriod] = useState({ from: '', to: '' });
  const good = period.from !== '' && period.to !== '' && period.from < period.to;
  return (
    <Modal
      open
      title={t('destinations.replayPeriod')}
      onCancel={onClose}
      onOk={() => onReplay({ from: new Date(period.from).toISOString(), to: new Date(period.to).toISOString() })}
      okText={t('destinations.replay')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !good }}
    >
      <p className="soft">{t('destinations.replayText')}</p>
      <div className="row wrap" style={{ marginTop: 16 }}>
        {(['from', 'to'] as const).map((name) => (
          <Field key={name} label={t(`destinations.${name}`)}>
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={period[name]}
                onChange={({ target }) => setPeriod({ ...period, [name]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </Modal>
  );
}
