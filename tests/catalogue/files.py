"""Small catalogue files for tests: one procedure and one group, to be changed line by line."""

SINGLE = """\
procedure: "1.001193"
code_certainty: sourced
edition: 1
name: {vi: Đăng ký khai sinh, en: Birth registration}
acronyms: [ks]
sector: civil_status
regime: nd118
start: 2025-07-01
end: null
instant: false
territory: province
source: Luật Hộ tịch 60/2014/QH13
certainty: sourced
components:
  - key: declaration
    name: {vi: Tờ khai, en: Declaration}
    required: true
    accepts: [original, electronic]
    copies: 1
    shown_only: false
    when: null
    source: Luật Hộ tịch 60/2014/QH13, Điều 16
    certainty: sourced
  - key: authorisation
    name: {vi: Văn bản ủy quyền, en: Authorisation}
    required: true
    accepts: [original, copy]
    when: "has(data.authorised) && data.authorised"
    source: NĐ 123/2015/NĐ-CP
    certainty: own_knowledge
limits:
  - key: with_verification
    value: "5"
    unit: working_day
    when: "has(data.verify) && data.verify"
    source: Luật Hộ tịch 60/2014/QH13
    certainty: uncertain
  - {key: standard, value: "1", unit: same_day, when: null, source: Luật Hộ tịch, certainty: sourced}
fees:
  - key: late
    name: {vi: Lệ phí quá hạn, en: Late fee}
    basis: case
    channel: any
    amount_vnd: 8000
    when: "has(data.late) && data.late"
    source: NQ HĐND
    certainty: uncertain
legal_basis: [Luật Hộ tịch 60/2014/QH13]
result:
  key: birth_certificate
  name: {vi: Giấy khai sinh, en: Birth certificate}
  is_document: true
  source: Luật Hộ tịch 60/2014/QH13
  certainty: sourced
competence:
  - start: 2025-07-01
    end: null
    level: commune
    agency: commune_committee
    source: Luật Hộ tịch 60/2014/QH13
    certainty: sourced
supplement: null
route:
  source: Quy trình nội bộ
  certainty: own_knowledge
  steps:
    - {key: appraise, name: {vi: Thẩm định, en: Appraisal}, role: case_officer, after: [], acts: [propose_outcome]}
    - {key: sign, name: {vi: Ký, en: Signature}, role: leader, after: [appraise], acts: [decide]}
members: []
form:
  schema:
    $schema: "https://json-schema.org/draft/2020-12/schema"
    type: object
    properties:
      child_name: {type: string, minLength: 2}
      sex: {type: string, enum: [male, female]}
    required: [child_name]
  pages:
    - key: child
      title: {vi: Trẻ, en: Child}
      fields:
        - {name: child_name, label: {vi: Tên, en: Name}, hint: null, widget: text}
        - name: sex
          label: {vi: Giới tính, en: Sex}
          widget: radio
          choices: [{value: male, label: {vi: Nam, en: Male}}, {value: female, label: {vi: Nữ, en: Female}}]
"""

GROUP = """\
procedure: "2.002621"
code_certainty: uncertain
edition: 1
name: {vi: Liên thông khai sinh và thường trú, en: Birth and residence}
sector: interconnected
regime: nd118
start: 2025-07-01
instant: false
territory: province
source: NĐ 63/2024/NĐ-CP
certainty: sourced
components: []
limits:
  - {key: standard, value: "10", unit: working_day, source: NĐ 63/2024/NĐ-CP, certainty: uncertain}
legal_basis: [NĐ 63/2024/NĐ-CP]
result: {key: all, name: {vi: Các kết quả, en: Results}, is_document: false, source: NĐ 63/2024, certainty: sourced}
competence:
  - {start: 2025-07-01, level: commune, agency: commune_committee, source: NĐ 63/2024/NĐ-CP, certainty: sourced}
members:
  - {key: birth, procedure: "1.001193", source: NĐ 63/2024/NĐ-CP, certainty: sourced}
  - {key: residence, procedure: "1.004222", after: [birth], source: NĐ 63/2024/NĐ-CP, certainty: sourced}
"""


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with each first piece replaced once by the second; the piece must be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, piece: str) -> int:
    """The line, from 1, on which the piece first stands."""
    return text[: text.index(piece)].count("\n") + 1


RESIDENCE = changed(
    SINGLE,
    ('"1.001193"', '"1.004222"'),
    ("Đăng ký khai sinh, en: Birth registration", "Đăng ký thường trú, en: Permanent residence"),
    ("acronyms: [ks]", "acronyms: [dktt]"),
    ("key: birth_certificate", "key: residence_notice"),
)
