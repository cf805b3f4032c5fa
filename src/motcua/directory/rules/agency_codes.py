"""Level-1 identifiers of the provinces and where official codes of agencies are known."""

_NAMES = (
    "An Giang, Bắc Giang, Bắc Kạn, Bạc Liêu, Bắc Ninh, Bà Rịa - Vũng Tàu, Bến Tre, Bình Định, Bình Dương, Bình "
    "Phước, Bình Thuận, Cà Mau, Cần Thơ, Cao Bằng, Đắk Lắk, Đắk Nông, Đà Nẵng, Điện Biên, Đồng Nai, Đồng Tháp, Gia "
    "Lai, Hà Giang, Hải Dương, Hải Phòng, Hà Nam, Hà Nội, Hà Tĩnh, Hòa Bình, Hồ Chí Minh, Hậu Giang, Hưng Yên, "
    "Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lâm Đồng, Lạng Sơn, Lào Cai, Long An, Nam Định, Nghệ An, Ninh Bình, "
    "Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây "
    "Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Huế, Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Yên Bái"
)
PROVINCE_PREFIXES = {name: f"H{number:02d}" for number, name in enumerate(_NAMES.split(", "), start=1)}
"""Former province → level-1 identifier H01 … H63. A merged province keeps the one of the name it kept.

Source: QĐ 20/2020/QĐ-TTg Annex I, own knowledge but for H44; hence provisional elsewhere.
"""
OFFICIAL_PROVINCE = "Phú Thọ"
"""The province whose agencies' codes are known from the national portal's published reports."""
