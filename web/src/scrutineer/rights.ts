// Who may open the record, and who could see which figure when (ux §2.2). The same words stand on the page and on paper.

/** Those who may see what reports are made of (http.md, Who). */
export const mayWatch = (role: string): boolean => ['scrutineer', 'auditor', 'organiser', 'director', 'verifier'].includes(role)

export interface Right {
  what: string
  before: string
  between: string
  after: string
  notice: string
}

export const rights: Right[] = [
  { what: '评委自己打的分', before: '本人', between: '本人', after: '本人', notice: '本人' },
  { what: '其他评委打的分', before: '谁也不能', between: '主控、核分员的核对页', after: '大厅：评委1、2…，或按规则', notice: '报表：不写姓名' },
  { what: '谁交了、谁没交', before: '主控、核分员；大厅只见人数', between: '同左', after: '同左', notice: '不公布' },
  { what: '得分、名次', before: '谁也不能', between: '核分员；主控按住才显示 3 秒', after: '大厅', notice: '按规则公示' },
]

/** What no program can prevent; `secure`: the page came by https. */
export function honest(secure: boolean): string[] {
  return [
    '网页和接口不给看的，服务器电脑的数据库里有：拿着这台电脑的人，在亮分以前就能读出每位评委的分数和得分，系统拦不住，也记不下来。',
    '他改不动已经记下的东西而不留痕迹：改一条，后面每一条的哈希都对不上，和已打印的签字表、评委手机上的回执也对不上。但要从头重写整条记录，只有外面的这些凭据能揭穿。',
    '所以请两方共同看管服务器电脑，亮分前不离人；每次入榜打印汇总表，链头由监督员签字。',
    secure ? '评委的分数经 https 加密传到服务器。' : '现在用的是不加密的 http：评委的分数在会场无线网里以明文传送，同一网络里懂技术的人可以截看。请打开接入点的客户端隔离，或改用 https。',
    '亮分一按，数字就公开了，翻牌只是大屏上的动画：打开大屏网页的人可能比主持人早几秒看到。',
  ]
}
