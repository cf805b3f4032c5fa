"""The sentence of every fault a catalogue file can have: what is wrong and what to do."""

from motcua.catalogue.rules.findings import Finding
from motcua.kernel.text import gettext_noop as _

FAULTS = {
    # the file
    "alias": _("Tệp dùng bí danh YAML (& hoặc *). Hãy viết lại giá trị đầy đủ tại chỗ."),
    "file_too_long": _("Tệp dài {length} ký tự, nhiều nhất là {longest}. Hãy tách thành nhiều tệp."),
    "not_yaml": _("Tệp không đúng cú pháp YAML: {problem}. Hãy sửa dòng này rồi kiểm tra lại."),
    "not_a_mapping": _("Cần một nhóm “khóa: giá trị” ở đây."),
    "not_a_list": _("Cần một danh sách ở đây; nếu không có mục nào, hãy viết []."),
    "unknown_key": _("Không có khóa “{key}”. Hãy xóa hoặc sửa thành một trong các khóa: {known}."),
    "missing_key": _("Thiếu khóa “{key}”. Hãy bổ sung; nếu không có giá trị và khóa cho phép, hãy viết null."),
    "key_twice": _("Khóa “{key}” có hai lần. Hãy giữ lại một."),
    # one value
    "not_a_text": _("Cần một đoạn chữ ở đây."),
    "empty": _("Giá trị trống. Hãy điền giá trị."),
    "too_long": _("Đoạn chữ dài {length} ký tự, nhiều nhất là {longest}. Hãy rút gọn."),
    "not_a_date": _("“{value}” không phải là ngày. Hãy viết năm-tháng-ngày, ví dụ 2025-07-01."),
    "not_an_integer": _("“{value}” không phải là số nguyên. Hãy viết chữ số, không có dấu chấm hay đơn vị."),
    "too_small": _("{value} nhỏ hơn mức thấp nhất là {least}. Hãy sửa lại."),
    "too_large": _("{value} quá lớn. Hãy sửa lại."),
    "not_a_boolean": _("“{value}” không phải là true hoặc false. Hãy viết true hoặc false."),
    "not_a_number": _('“{value}” không phải là số hoặc phân số. Hãy viết ví dụ "3", "0.25" hoặc "1/3".'),
    "not_positive": _("{value} phải lớn hơn 0. Hãy sửa lại."),
    "unknown_choice": _("Không có giá trị “{value}”. Hãy chọn một trong: {known}."),
    "too_deep": _("Dữ liệu lồng quá sâu. Hãy viết phẳng hơn."),
    "bad_key": _("Khóa “{key}” chỉ được gồm chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ."),
    "bad_code": _(
        "Mã thủ tục “{code}” không đúng dạng một chữ số, dấu chấm, 6 chữ số (MC. và 6 chữ số khi chưa có mã quốc gia)."
        ' Hãy sửa, ví dụ "1.001193".'
    ),
    "bad_acronym": _("Chữ tắt “{acronym}” chỉ được gồm chữ cái không dấu và chữ số. Hãy sửa lại."),
    "bad_condition": _("Điều kiện “{condition}” không phải là biểu thức CEL hợp lệ: {problem}. Hãy sửa lại."),
    # one edition
    "end_before_start": _("Ngày kết thúc {end} không sau ngày bắt đầu {start}. Hãy sửa một trong hai ngày."),
    "date_unlikely": _("Ngày {value} khó có thể đúng. Hãy kiểm tra năm."),
    "regime_too_early": _(
        "Nghị định 118/2025 có hiệu lực từ 2025-07-01, sau ngày bắt đầu {start}. Hãy chọn nd61 hoặc sửa ngày."
    ),
    "regime_ended": _(
        "Nghị định 61/2018 không còn áp dụng cho phiên bản bắt đầu {start}. Hãy chọn nd118 hoặc sửa ngày."
    ),
    "twice": _("“{key}” có hai lần trong {section}. Mỗi mục cần một khóa riêng."),
    "nothing": _("Cần ít nhất một mục trong {section}."),
    "no_form_accepted": _("Thành phần “{key}” không nhận hình thức nào. Hãy điền original, copy hoặc electronic."),
    "none_accepted": _("“none” nghĩa là không nộp, không phải là một hình thức nộp. Hãy xóa khỏi accepts."),
    "electronic_shown_only": _(
        "Thành phần “{key}” chỉ xuất trình nhưng lại chỉ nhận bản điện tử. Hãy thêm original hoặc bỏ shown_only."
    ),
    "filled_shown_only": _(
        "Thành phần “{key}” do hệ thống tự điền (filled_by) nên không thể chỉ xuất trình. Hãy bỏ một trong hai."
    ),
    "filled_not_electronic": _(
        "Thành phần “{key}” do hệ thống tự điền (filled_by) nên phải nhận bản điện tử. Hãy thêm electronic."
    ),
    "no_final_limit": _("Không có thời hạn chung: mục cuối của limits phải có when: null."),
    "limit_never_reached": _(
        "Thời hạn “{key}” đứng sau một mục không có điều kiện nên không bao giờ được dùng. Hãy đổi thứ tự."
    ),
    "same_day_value": _('Thời hạn trong ngày (same_day) phải có value: "1", không phải {value}.'),
    "fee_basis": _("{field} không dùng được khi phí tính theo basis: {basis}. Hãy viết null."),
    "fee_later_incomplete": _("amount_later_vnd và later_from phải cùng có hoặc cùng là null."),
    "fee_max_below_amount": _("Mức tối đa {maximum} thấp hơn mức của trang đầu {amount}. Hãy sửa lại."),
    "competence_overlap": _(
        "Chồng nhau từ {start} đến {end}: {agencies} cùng có thẩm quyền tại {places}. Hãy sửa ngày."
    ),
    "competence_hole": _(
        "Không cơ quan nào có thẩm quyền từ {start} đến {end} tại {places}. Hãy bổ sung một quy tắc hoặc sửa ngày."
    ),
    "competence_no_district": _(
        "Cấp huyện không còn từ 2025-07-01 nên không nơi nào có cơ quan có thẩm quyền từ {start} đến {end}."
        " Hãy kết thúc quy tắc này trước ngày đó."
    ),
    "competence_level": _(
        "Cơ quan {agency} chỉ có ở cấp {expected}, không có ở cấp {level}. Hãy sửa level hoặc agency."
    ),
    "competence_place_hole": _(
        "Từ {start} đến {end} không có cơ quan {agency} tại {total} địa bàn: {places}."
        " Hãy sửa quy tắc hoặc bổ sung cơ quan."
    ),
    "competence_place_double": _(
        "Từ {start} đến {end} có nhiều hơn một cơ quan {agency} tại {total} địa bàn: {places}."
        " Hãy sửa quy tắc hoặc cơ quan."
    ),
    "group_with_route": _("Nhóm thủ tục liên thông không có quy trình riêng. Hãy viết route: null."),
    "no_route": _("Thủ tục chưa có quy trình nội bộ. Hãy bổ sung route, hoặc members nếu là nhóm liên thông."),
    "group_too_small": _("Nhóm liên thông cần ít nhất hai thủ tục thành viên."),
    "group_all_optional": _(
        "Mọi thành viên đều tùy chọn nên nhóm có thể không có việc nào. Hãy để ít nhất một thành viên bắt buộc."
    ),
    "member_itself": _("Nhóm không thể là thành viên của chính nó."),
    "member_twice": _("Thủ tục {procedure} là thành viên hai lần. Hãy giữ lại một."),
    "member_after_unknown": _("Thành viên “{after}” nêu trong after không có trong nhóm. Hãy sửa khóa."),
    "member_cycle": _("Các thành viên chờ lẫn nhau: {cycle}. Hãy bỏ một mục trong after."),
    "member_after_optional": _(
        "“{key}” bắt buộc nhưng phải chờ “{after}” là thành viên tùy chọn. Hãy bỏ after hoặc để “{after}” bắt buộc."
    ),
    "member_unknown": _("Chưa có thủ tục {procedure} trong danh mục. Hãy nhập thủ tục đó trước hoặc sửa mã."),
    "member_not_in_force": _(
        "Thủ tục {procedure} không có phiên bản hiệu lực ngày {on}. Hãy công bố phiên bản đó trước."
    ),
    "member_is_group": _("Thủ tục {procedure} là một nhóm liên thông; thành viên phải là thủ tục đơn có quy trình."),
    "member_fill_order": _(
        "Thành phần “{component}” của “{key}” được điền từ kết quả của “{maker}”, nhưng “{key}” không chờ “{maker}”."
        " Hãy thêm “{maker}” vào after."
    ),
    "group_fill_nobody": _(
        "Thành phần “{key}” lấy từ kết quả “{result}”, nhưng không thành viên bắt buộc nào của nhóm có kết quả đó."
        " Hãy sửa filled_by hoặc viết null."
    ),
    # the people a route needs
    "step_held_nowhere": _(
        "Bước “{step}” cần vai trò {role}, nhưng không cơ quan nào trong {agencies} cơ quan loại {agency} có người làm"
        " được. Hãy phân công người trước khi công bố."
    ),
    "step_not_held": _(
        "Bước “{step}” cần vai trò {role}: {without} trong {agencies} cơ quan loại {agency} chưa có người làm được,"
        " ví dụ {named}. Hồ sơ đến đó sẽ phải chờ."
    ),
    # law settings
    "setting_unknown": _("Không có quy tắc “{key}”. Hãy sửa khóa; các khóa: {known}."),
    "setting_value": _("Giá trị {value} của “{key}” không đúng. Cần: {expected}."),
    "setting_missing": _("Thiếu quy tắc “{key}”. Hãy bổ sung."),
    "setting_order": _("Giá trị bắt đầu {start} không đứng sau giá trị trước nó. Hãy xếp theo ngày bắt đầu."),
    # life events
    "event_shared_unknown": _(
        "Dữ liệu dùng chung nêu thủ tục {procedure} không có trong sự kiện “{event}”. Hãy sửa mã hoặc bổ sung bước."
    ),
    # the e-form
    "form_key": _("Biểu mẫu điện tử cần hai khóa schema và pages, và có thể có declares, source, certainty."),
    "form_not_2020": _("$schema phải là https://json-schema.org/draft/2020-12/schema."),
    "form_bad_schema": _("Không phải JSON Schema 2020-12 hợp lệ: {problem}. Hãy sửa lại."),
    "form_remote_reference": _("Tham chiếu “{reference}” ra ngoài biểu mẫu. Chỉ được dùng tham chiếu bắt đầu bằng #."),
    "form_not_object": _("Schema cần type: object và properties."),
    "form_certainty": _("source và certainty của biểu mẫu phải cùng có; certainty là một trong: {known}."),
    "form_page_keys": _("Mỗi trang cần các khóa key, title, fields và có thể có show_if."),
    "form_page_long": _("Trang có {count} câu hỏi, nhiều nhất là {most}. Hãy chia thành nhiều trang."),
    "form_field_keys": _("Trường kiểu {widget} cần các khóa {needed} và chỉ có thể có thêm: {allowed}."),
    "form_choices": _("Kiểu nhập {widget}: choices chỉ đi cùng select, radio, checkboxes và bắt buộc với các kiểu đó."),
    "form_choice_keys": _("Mỗi lựa chọn cần đúng hai khóa value và label."),
    "form_choices_differ": _("Các lựa chọn {offered} khác với enum {allowed} trong schema. Hãy sửa cho trùng nhau."),
    "form_schema_type": _("Kiểu nhập {widget} cần schema {expected}. Hãy sửa schema hoặc kiểu nhập."),
    "form_nested": _("Kiểu nhập {widget} không được đặt trong một mục lặp lại. Hãy đưa ra ngoài."),
    "form_prefill": _("prefill cần source (claim.… hoặc registry.…) và editable: true hoặc false; sau claim: {known}."),
    "form_errors": _("errors cần lời báo lỗi vi và en cho từng từ khóa của schema: {known}."),
    "form_sensitive": _("Trường kiểu identifier cần ghi sensitive: true hoặc false."),
    "form_pattern": _("Mẫu “{pattern}” không dùng được: {problem}. Hãy viết theo cú pháp RE2."),
    "form_condition_unknown": _("Điều kiện hỏi “{name}” nhưng không có mục này trong schema. Hãy sửa tên."),
    "form_condition_later": _(
        "Điều kiện hỏi “{name}” là mục được hỏi sau hoặc chính mục này. Chỉ được dùng mục đứng trước."
    ),
    "form_condition_open": _(
        "Điều kiện không quyết định được khi {sample}. Hãy hỏi has(…) trước khi dùng một mục có thể còn trống."
    ),
    "form_component_unknown": _("Không có thành phần “{key}” trong components. Hãy sửa khóa."),
    "form_file_limits": _(
        "Giấy tờ tải lên cần formats (trong {known}), max_megabytes từ 1 đến {most} và max_files từ 1 đến {files}."
    ),
    "form_file_required": _("required của giấy tờ “{key}” phải giống required của thành phần hồ sơ."),
    "form_file_condition": _(
        "Thành phần “{key}” chỉ cần khi “{when}”, nên trường hoặc trang này phải có show_if giống như vậy."
    ),
    "form_paper_missing": _(
        "Thành phần bắt buộc “{key}” không có chỗ tải lên trong biểu mẫu. Hãy thêm một trường file, hoặc declares nếu"
        " biểu mẫu chính là giấy tờ đó."
    ),
    "form_widget": _("Không có kiểu nhập “{widget}”. Hãy chọn một trong: {known}."),
    "form_field_unknown": _(
        "Trường “{name}” trên trang không có trong schema. Hãy sửa tên hoặc bổ sung vào properties."
    ),
    "form_field_twice": _("Trường “{name}” có hai lần trên các trang. Hãy giữ lại một."),
    "form_required_unknown": _("Trường bắt buộc “{name}” không có trong properties của schema."),
    "form_required_hidden": _(
        "Trường bắt buộc “{name}” không có trên trang nào nên không ai điền được. Hãy thêm vào một trang."
    ),
}


def fault(code: str, line: int | None = None, path: str = "", /, **values: object) -> Finding:
    return Finding(code=code, text=FAULTS[code], line=line, path=path, values=values)
