/**
 * Characters of names, companies and places that are read in more than one way, the way of names first. Whoever types any
 * of them finds the name: 单 as Shan or Dan, 乐 as Le or Yue.
 */
const alternatives = `单單 shan dan;曾 zeng ceng;仇 qiu chou;解 xie jie;区區 ou qu;朴 piao pu;查 zha cha;盖蓋 ge gai;覃 qin tan;翟 zhai di
盛 sheng cheng;车車 che ju;乐樂 le yue;重 chong zhong;行 xing hang;长長 chang zhang;都 du dou;朝 chao zhao;厦 xia sha
茜 qian xi;娜 na nuo;柏 bai bo;薄 bo bao;缪繆 miao mou;员員 yuan yun;乜 nie mie;秘 bi mi;传傳 chuan zhuan;贾 jia gu
褚 chu zhu;洗 xi xian;种 chong zhong;召 shao zhao;折 she zhe;晟 sheng cheng;还還 huan hai;沈 shen chen;什 shi shen
藏 zang cang;会 hui kuai;率 lv shuai;露 lu lou;弹彈 tan dan;降 jiang xiang;校 xiao jiao;调調 diao tiao;参 shen can
埔 pu bu;谌 chen shen;郇 xun huan;繁 fan po;佴 nai er;祭 zhai ji;隗 wei kui;句 gou ju;粘 nian zhan;仡 ge yi;筠 yun jun
颉 xie jie;阚 kan han;莘 xin shen;莎 sha suo;瞿 qu ju;强 qiang jiang;称 cheng chen;尉 wei yu;奇 qi ji;巷 xiang hang
於 yu wu;阿 a e;隽 jun juan;蔚 wei yu;石 shi dan;省 sheng xing;扎 zha za;角 jiao jue`;

/** Words of which a character is read otherwise than by itself: family names of two characters, cities, what companies are called. */
const inWords = `尉迟 yu chi;尉遲 yu chi;万俟 mo qi;澹台 tan tai;澹臺 tan tai;长孙 zhang sun;長孫 zhang sun;令狐 ling hu;乐正 yue zheng;宰父 zai fu
夏侯 xia hou;拓跋 tuo ba;大夫 dai fu;六安 lu an;蚌埠 beng bu;番禺 pan yu;铅山 yan shan;重庆 chong qing;重慶 chong qing;银行 yin hang;銀行 yin hang
长沙 chang sha;朝阳 chao yang;音乐 yin yue;音樂 yin yue;大厦 da sha;电厂 dian chang;行业 hang ye;商行 shang hang;重工 zhong gong;重型 zhong xing`;

const parts = (text: string) => text.split(/[;\n]/).map((one) => one.split(' '));

/** By character: its syllables, the first of which stands for it where there is room for one. */
export const polyphones: ReadonlyMap<string, readonly string[]> = new Map(
  parts(alternatives).flatMap(([characters = '', ...syllables]) =>
    [...characters].map((character) => [character, syllables] as const),
  ),
);

export const polyphoneWords: ReadonlyMap<string, readonly string[]> = new Map(
  parts(inWords).map(([word = '', ...syllables]) => [word, syllables]),
);
