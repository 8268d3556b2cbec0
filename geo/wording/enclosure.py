"""Words of closed management: outcomes of works, what is assumed, its lines on screen and on the map."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "reports.group.enclosure": ("封闭化管理", "closed management"),
    "reports.fact.enclosure.outcomes.pays": ("可回本的围合单元", "enclosures that pay back"),
    "reports.fact.enclosure.outcomes.never": ("不能回本的围合单元", "enclosures that never pay back"),
    "reports.fact.enclosure.outcomes.done": ("已封闭的围合单元", "enclosures closed already"),
    "reports.fact.enclosure.pays.fence_m": ("可回本：新建围栏", "those that pay back: new fence"),
    "reports.fact.enclosure.pays.gates_closed": (
        "可回本：关闭或合并出入口",
        "those that pay back: gates closed or merged",
    ),
    "reports.fact.enclosure.pays.posts_saved": ("可回本：少设门岗", "those that pay back: posts saved"),
    "reports.fact.enclosure.pays.works_cny": ("可回本：工程费", "those that pay back: cost of the works"),
    "reports.fact.enclosure.pays.saving_cny_month": ("可回本：每月节省", "those that pay back: saving a month"),
    "reports.fact.enclosure.tonight.groups.gates_kept": (
        "若今夜按组团封闭：值守出入口",
        "closed tonight by group: gates to man",
    ),
    "reports.fact.enclosure.tonight.groups.guards_day": (
        "若今夜按组团封闭：每日值守人次",
        "closed tonight by group: guards a day",
    ),
    "reports.fact.enclosure.tonight.groups.guards_short": (
        "若今夜按组团封闭：缺口人数",
        "closed tonight by group: guards short",
    ),
    "stage.enclosure": ("封闭化测算", "closed management"),
    "enclosure.pays": ("{months} 个月回本，少 {posts} 岗。", "pays back in {months} months, {posts} posts fewer. "),
    "enclosure.slow": (
        "要 {months} 个月才回本，超过 {within} 个月期限。",
        "pays back in {months} months only, later than the {within} asked. ",
    ),
    "enclosure.never": ("封闭后岗位不减，不回本。", "no post fewer once closed: never pays back. "),
    "enclosure.never_more": (
        "封闭后反而多 {posts} 岗(门岗多于原巡逻)，不回本。",
        "{posts} posts more once closed (gates take more than the patrol did): never pays back. ",
    ),
    "enclosure.done": ("已封闭，出入口已是最少，无需改造。", "closed already with the fewest gates: nothing to do."),
    "enclosure.apart": (
        "组团内有超过可封闭距离的相邻，不能围成一个；各小区另行列出。",
        "some of its neighbours are beyond the enclosable length, so it cannot be fenced as one; its estates stand alone.",
    ),
    "enclosure.assumed": (
        "轮廓按建筑面积假设，长度仅供比选。",
        "The outline is assumed from the floor area: lengths are for comparison only.",
    ),
    "enclosure-assumed.found": (
        "{assumed}/{estates} 个小区只有点位，围栏长度按建筑面积假设的轮廓估算",
        "{assumed} of {estates} estates are known as points; lengths of fence come from outlines assumed by floor area",
    ),
    "enclosure-assumed.expected": ("小区轮廓(面)", "outlines of estates (polygons)"),
    "enclosure-assumed.remedy": (
        "请在台账或 GeoPackage 中给出小区轮廓后重新规划",
        "give the estates' outlines in the ledger or a GeoPackage and plan again",
    ),
    "enclosure-unknown.found": (
        "{unknown}/{estates} 个小区的台账没有封闭情况，按开放式计：围栏和回本都可能被高估",
        "{unknown} of {estates} estates say nothing of their enclosure and count as open: fence and payback may be too rosy",
    ),
    "enclosure-unknown.expected": (
        "台账“封闭情况”列：封闭、半封闭、开放",
        "the ledger's column of enclosure: closed, partly, open",
    ),
    "enclosure-unknown.remedy": (
        "请补填“封闭情况”和“出入口数”后重新规划",
        "fill in the enclosure and the gates and plan again",
    ),
    "enclosure.line": (
        "封闭化：{units} 处可改造，{pays} 处在 {within} 个月内回本(少 {posts} 岗，{cny} 万元)；不回本 {never} 处",
        "closed management: {units} places to enclose, {pays} pay back within {within} months ({posts} posts fewer, {cny} x10,000 yuan); {never} never do",
    ),
    "enclosure.tonight": (
        "如今晚封闭：按组团 {gates} 个出入口、三班 {people} 人、临时围挡 {metres} 米；逐小区要 {gates_alone} 个、{people_alone} 人、{metres_alone} 米",
        "closed tonight: by groups {gates} gates, {people} people in all shifts, {metres} m of temporary fence; estate by estate {gates_alone}, {people_alone}, {metres_alone} m",
    ),
    "maps.layer.fences": ("围栏与出入口（示意）", "Fences and gates (indicative)"),
    "maps.legend.new_fence": ("新建围栏", "New fence"),
    "maps.legend.part_edge": ("半封闭边界，补围栏", "Partly walled, fence in the gaps"),
    "maps.legend.gate_kept": ("保留的出入口", "Gate kept"),
    "maps.legend.fire_exit": ("消防应急出口", "Fire exit"),
    "maps.legend.gate_closed": ("关闭或合并的出入口", "Gate closed or merged"),
    "reports.enclosures.note": (
        "围栏与出入口位置为示意；“节省岗位”按本单元单独取整，“片区合并取整后节省”是片区编制实际减少数。",
        "places of fences and gates are indicative; 'posts saved' rounds up each row alone, 'in its region' is what the region's posts really lose.",
    ),
    "reports.closures.note": (
        "假设今晚全部封闭：保留最少出入口，全天三班值守；“尚缺”以方案秩序岗位为有。",
        "if all had to be closed tonight: fewest gates, staffed round the clock; 'short by' counts the plan's guards as there.",
    ),
}
